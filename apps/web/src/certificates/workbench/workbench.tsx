import './workbench.css';

import { say } from '@keyward/messages';
import type { Bundle, BundlePurpose } from '@keyward/pki/bundle';
import { FactText } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { type ReactNode, useId, useState } from 'react';

import { ChainList } from './chain-list.tsx';
import { Checklist } from './checklist.tsx';
import { DropArea } from './drop-area.tsx';
import { foundWords } from './found-words.ts';
import { UnlockForm } from './unlock-form.tsx';
import { useWorkbench } from './use-workbench.ts';

/** What is handed to the form. */
export interface UsableBundle {
  certificatePem: string;
  /** The key that belongs to it, if one was among the files. */
  keyPem: string | null;
}

interface WorkbenchProps {
  title: string;
  invitation: string;
  /** Must be a stable object. */
  purpose: BundlePurpose;
  useLabel: string;
  /** Fills the form; what it returns is said afterwards. */
  onUse: (bundle: UsableBundle) => string;
  /** Advice beside the drop area. */
  children?: ReactNode;
}

/**
 * Certificates and keys as they come from a CA: dropped in any order and mix, read in this page, drawn and checked.
 * Nothing leaves the page here; the form sends what it was given, when it is submitted.
 */
export function Workbench({
  title,
  invitation,
  purpose,
  useLabel,
  onUse,
  children,
}: WorkbenchProps): ReactNode {
  const headingId = useId();
  const workbench = useWorkbench(purpose);
  const [said, setSaid] = useState('');
  const { bundle, isReading, names } = workbench;
  const fresh = <A extends unknown[]>(act: (...args: A) => void) => {
    return (...args: A): void => {
      setSaid('');
      act(...args);
    };
  };
  return (
    <section className="kw-workbench" aria-labelledby={headingId}>
      <h3 id={headingId} className="kw-workbench-heading">
        {title}
      </h3>
      {children}
      <DropArea
        invitation={invitation}
        onFiles={fresh(workbench.add)}
        onText={fresh(workbench.addText)}
      />
      <p role="status" className="kw-workbench-found">
        {isReading ? (
          say('workbench.reading-in-this-page')
        ) : bundle === null ? (
          said
        ) : (
          <FactText text={foundWords(bundle)} />
        )}
      </p>
      {bundle !== null && (
        <>
          {bundle.locked.length > 0 && (
            <UnlockForm
              files={bundle.locked}
              isReading={isReading}
              onUnlock={workbench.unlock}
            />
          )}
          <Findings bundle={bundle} />
          <div className="kw-drop-actions">
            {bundle.certificatePem !== null && (
              <Button
                variant="secondary"
                isDisabled={isReading}
                onClick={() => {
                  setSaid(onUse(usable(bundle)));
                  // The form has it now; here nothing stays, least of all the key.
                  workbench.clear();
                }}
              >
                {useLabel}
              </Button>
            )}
            <Button variant="link" onClick={fresh(workbench.clear)}>
              {say('workbench.remove-the-files', { count: names.length })}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function Findings({ bundle }: { bundle: Bundle }): ReactNode {
  return (
    <>
      {bundle.chain !== null && (
        <ChainList links={bundle.chain.links} missing={bundle.chain.missing} />
      )}
      <Checklist findings={bundle.findings} />
    </>
  );
}

function usable({ certificatePem, key }: Bundle): UsableBundle {
  return { certificatePem: certificatePem ?? '', keyPem: key?.pem ?? null };
}
