import { say } from '@keyward/messages';
import { Button, Spinner } from '@patternfly/react-core';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type ComponentType,
  type ReactNode,
} from 'react';

import { lazyFile, type Lazy } from './lazy-file.ts';
import { PartMissing } from './part-missing.tsx';

interface Closable {
  onClose: () => void;
}

/**
 * A dialog whose file is fetched when it first opens. Until then the browser's own dialog stands in its place, so that
 * the page behind does not answer and the focus comes back; there it also says that the file cannot be fetched.
 */
export function lazyDialog<P extends Closable>(
  load: () => Promise<ComponentType<P>>,
): Lazy<P> {
  const file = lazyFile(load);
  function LazyDialog(props: P): ReactNode {
    const [tries, setTries] = useState(0);
    const [failedTry, setFailedTry] = useState<number | null>(null);
    const [Dialog, setDialog] = useState(() => file.part);
    useEffect(() => {
      let isOpen = true;
      void file.fetch().then((loaded) => {
        if (!isOpen) return;
        setDialog(() => loaded);
        if (loaded === null) setFailedTry(tries);
      });
      return () => {
        isOpen = false;
      };
    }, [tries]);
    if (Dialog !== null) return <Dialog {...props} />;
    return (
      <WaitingDialog
        hasFailed={failedTry === tries}
        onTryAgain={() => {
          setTries(tries + 1);
        }}
        onClose={props.onClose}
      />
    );
  }
  return Object.assign(LazyDialog, { prepare: file.prepare });
}

function WaitingDialog({
  hasFailed,
  onTryAgain,
  onClose,
}: Closable & { hasFailed: boolean; onTryAgain: () => void }): ReactNode {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // Not on the button that goes back: whoever types on, or presses Enter, has not asked for it.
    dialog?.focus();
    // Closed before it goes, which gives the focus back to what opened it.
    return () => {
      dialog?.close();
    };
  }, []);
  return (
    <dialog
      ref={element}
      tabIndex={-1}
      className="kw-waiting-dialog"
      aria-label={hasFailed ? say('page.part-not-loaded') : say('page.opening')}
      onCancel={onClose}
    >
      {hasFailed ? (
        <PartMissing onTryAgain={onTryAgain}>
          <Button variant="link" size="sm" onClick={onClose}>
            {say('page.go-back')}
          </Button>
        </PartMissing>
      ) : (
        <p className="kw-waiting">
          <Spinner size="md" aria-hidden />
          <span role="status">{say('page.opening')}</span>
          <Button variant="link" isInline onClick={onClose}>
            {say('page.go-back')}
          </Button>
        </p>
      )}
    </dialog>
  );
}
