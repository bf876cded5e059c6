import { say, sayList } from '@keyward/messages';
import { Button, FormGroup, TextInput } from '@patternfly/react-core';
import { type ReactNode, useEffect, useId, useRef } from 'react';

interface UnlockFormProps {
  /** Names of the files that want it. */
  files: readonly string[];
  isReading: boolean;
  onUnlock: (password: string) => void;
}

/**
 * The password of PKCS#12 files and locked keys. It lives in the input alone, never in the page’s state, and is gone
 * from there as soon as it was tried or the page is left.
 */
export function UnlockForm({
  files,
  isReading,
  onUnlock,
}: UnlockFormProps): ReactNode {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const field = input.current;
    return () => {
      if (field !== null) field.value = '';
    };
  }, []);
  const unlock = (): void => {
    const field = input.current;
    if (field === null || field.value === '') {
      field?.focus();
      return;
    }
    const password = field.value;
    field.value = '';
    onUnlock(password);
  };
  return (
    // No form of its own: it stands within one, and Enter must not send that.
    <FormGroup
      label={say('workbench.password-of', { files: sayList(files) })}
      fieldId={id}
      className="kw-unlock"
    >
      <div className="kw-unlock-row">
        <TextInput
          id={id}
          ref={input}
          type="password"
          autoComplete="off"
          data-1p-ignore="true"
          data-lpignore="true"
          spellCheck={false}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            unlock();
          }}
        />
        <Button variant="secondary" isDisabled={isReading} onClick={unlock}>
          {say('workbench.open')}
        </Button>
      </div>
      <p className="kw-fine-print">
        {say('workbench.it-stays-in-this-page-opens-the')}
      </p>
    </FormGroup>
  );
}
