import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

import { awaitedKeys, type AwaitedKey } from './awaited-keys.ts';
import { PhraseBox } from './phrase-box.tsx';
import { useSupplyKeys } from './use-supply-keys.ts';
import { lazyDialog } from '../../lazy-parts/lazy-dialog.tsx';
import { prepareNear } from '../../lazy-parts/lazy-file.ts';

const SupplyKeyDialog = lazyDialog(() =>
  import('./supply-key-dialog.tsx').then((module) => module.SupplyKeyDialog),
);

/** The requester's turn: the one thing that is missing, with the way to hand it over. */
export function SupplyKey({ change }: { change: ChangeDetail }): ReactNode {
  // Kept while the dialog is open, whatever the page hears of the change meanwhile.
  const [awaited, setAwaited] = useState<readonly AwaitedKey[] | null>(null);
  const supplying = useSupplyKeys(change);
  if (!change.actions.supply.allowed) return null;
  return (
    <>
      <Button
        variant="primary"
        {...prepareNear(SupplyKeyDialog)}
        onClick={() => {
          setAwaited(awaitedKeys(change));
        }}
      >
        {say('changes.supply-the-private-key')}
      </Button>
      {awaited !== null && (
        <SupplyKeyDialog
          reference={change.reference}
          awaited={awaited}
          words={<PhraseBox phrase={change.phrase} />}
          supplying={supplying}
          onClose={() => {
            supplying.forget();
            setAwaited(null);
          }}
        />
      )}
    </>
  );
}
