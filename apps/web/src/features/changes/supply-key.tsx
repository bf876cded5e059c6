import type { ChangeDetail } from '@keyward/contract';
import { Button } from '@patternfly/react-core';
import { lazy, Suspense, useState, type ReactNode } from 'react';

const SupplyKeyDialog = lazy(() =>
  import('./supply-key-dialog.tsx').then((module) => ({
    default: module.SupplyKeyDialog,
  })),
);

/** The requester's turn: the one thing that is missing, with the way to hand it over. */
export function SupplyKey({ change }: { change: ChangeDetail }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  if (!change.actions.supply.allowed) return null;
  return (
    <>
      <Button
        variant="primary"
        onClick={() => {
          setOpen(true);
        }}
      >
        Supply the private key
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <SupplyKeyDialog
            change={change}
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
