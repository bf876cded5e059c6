import type { Connection } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { lazyDialog } from '../../lazy-parts/lazy-dialog.tsx';
import { prepareNear } from '../../lazy-parts/lazy-file.ts';
import { LinkButton } from '../../page/link-button.tsx';
import { MoreMenu } from '../../page/more-menu.tsx';
import { problemIn, useConnectionActions } from './use-connection-actions.ts';

const RenameDialog = lazyDialog(() =>
  import('./rename-dialog.tsx').then((module) => module.RenameDialog),
);
const RenewCredentialDialog = lazyDialog(() =>
  import('./renew-credential-dialog.tsx').then(
    (module) => module.RenewCredentialDialog,
  ),
);
const DeleteDialog = lazyDialog(() =>
  import('./delete-dialog.tsx').then((module) => module.DeleteDialog),
);

type Dialog = 'rename' | 'renew' | 'delete';

/** Test now, and the rarer things behind a menu. */
export function ConnectionActions({
  connection,
  onDeleted,
}: {
  connection: Connection;
  onDeleted: () => void;
}): ReactNode {
  const { testing, updating, deleting } = useConnectionActions(connection.id);
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const open = (which: Dialog): void => {
    updating.reset();
    deleting.reset();
    setDialog(which);
  };
  const close = (): void => {
    setDialog(null);
  };
  return (
    <span
      className="kw-buttons"
      {...prepareNear(RenameDialog, RenewCredentialDialog, DeleteDialog)}
    >
      {connection.quarantinedAt !== null && (
        <LinkButton
          variant="primary"
          to="/changes/new"
          search={{
            operation: 'console.update-connection',
            connection: connection.id,
          }}
        >
          {say('connections.trust-the-new-certificate')}
        </LinkButton>
      )}
      {connection.health === 'refused' && (
        <Button
          variant="primary"
          onClick={() => {
            open('renew');
          }}
        >
          {say('connections.renew-the-credential')}
        </Button>
      )}
      <Button
        variant="secondary"
        isLoading={testing.isPending}
        isDisabled={testing.isPending}
        onClick={() => {
          testing.mutate();
        }}
      >
        {testing.isPending
          ? say('connections.signing-in')
          : say('connections.test-now')}
      </Button>
      <MoreMenu
        items={[
          {
            label: say('connections.rename'),
            onChoose: () => {
              open('rename');
            },
          },
          {
            label: say('connections.renew-the-credential'),
            onChoose: () => {
              open('renew');
            },
          },
          {
            label: say('connections.change-address-or-trust'),
            onChoose: () => {
              void navigate({
                to: '/changes/new',
                search: {
                  operation: 'console.update-connection',
                  connection: connection.id,
                },
              });
            },
          },
          {
            label: say('connections.delete'),
            isDanger: true,
            onChoose: () => {
              open('delete');
            },
          },
        ]}
      />
      {dialog === 'rename' && (
        <RenameDialog
          connection={connection}
          pending={updating.isPending}
          problem={problemIn(updating)}
          onSubmit={(naming) => {
            updating.mutate(naming, { onSuccess: close });
          }}
          onClose={close}
        />
      )}
      {dialog === 'renew' && (
        <RenewCredentialDialog
          connection={connection}
          pending={updating.isPending}
          problem={problemIn(updating)}
          onSubmit={(credential) => {
            updating.mutate(
              { credential },
              {
                onSuccess: () => {
                  close();
                  testing.mutate();
                },
              },
            );
          }}
          onClose={close}
        />
      )}
      {dialog === 'delete' && (
        <DeleteDialog
          name={connection.name}
          pending={deleting.isPending}
          problem={problemIn(deleting)}
          onConfirm={() => {
            deleting.mutate(undefined, { onSuccess: onDeleted });
          }}
          onClose={close}
        />
      )}
    </span>
  );
}
