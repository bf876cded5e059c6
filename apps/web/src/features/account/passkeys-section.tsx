import type { Passkey, Session } from '@keyward/contract';
import { say } from '@keyward/messages';
import { EmptyPage, ProblemNotice } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { KeyIcon } from '@patternfly/react-icons/dist/esm/icons/key-icon';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';

import {
  accountKeys,
  passkeysQuery,
  removePasskey,
  renamePasskey,
} from '../../api/account.ts';
import { sessionQuery } from '../../api/session.ts';
import { PasskeysList } from '../../identity/passkeys-list.tsx';
import { ConfirmDialog } from '../../dialogs/confirm-dialog.tsx';
import { lazyDialog } from '../../lazy-parts/lazy-dialog.tsx';
import { prepareNear } from '../../lazy-parts/lazy-file.ts';
import { SectionCard } from '../../page/section-card.tsx';
import { SectionQuery } from '../../page/section-query.tsx';

const AddPasskeyDialog = lazyDialog(() =>
  import('./add-passkey-dialog.tsx').then((module) => module.AddPasskeyDialog),
);
const RenamePasskeyDialog = lazyDialog(() =>
  import('./rename-passkey-dialog.tsx').then(
    (module) => module.RenamePasskeyDialog,
  ),
);

type Dialog =
  | { kind: 'add' }
  | { kind: 'rename'; passkey: Passkey }
  | { kind: 'remove'; passkey: Passkey };

function useOwnPasskeys() {
  const client = useQueryClient();
  const onSuccess = (): void => {
    void client.invalidateQueries({ queryKey: accountKeys.passkeys });
    void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const renaming = useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      renamePasskey(id, name),
    onSuccess,
  });
  const removing = useMutation({ mutationFn: removePasskey, onSuccess });
  return { renaming, removing };
}

/** One's own passkeys: add several, name them, remove one. */
export function PasskeysSection({ session }: { session: Session }): ReactNode {
  const passkeys = useQuery(passkeysQuery);
  const { renaming, removing } = useOwnPasskeys();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const open = (next: Dialog): void => {
    renaming.reset();
    removing.reset();
    setDialog(next);
  };
  const close = (): void => {
    setDialog(null);
  };
  const mustHaveOne =
    session.passkey.rule === 'required' &&
    session.passkey.registered === 0 &&
    session.permissions.includes('changes:decide');
  const count = passkeys.data?.items.length ?? 0;
  const add = (
    <Button
      variant={count === 0 ? 'primary' : 'secondary'}
      {...prepareNear(AddPasskeyDialog)}
      onClick={() => {
        open({ kind: 'add' });
      }}
    >
      {say('account.add-a-passkey')}
    </Button>
  );
  return (
    <SectionCard title={say('account.passkeys')} aside={add}>
      {mustHaveOne && (
        <ProblemNotice
          tone="warning"
          headingLevel="h3"
          problem={{
            sentence: say('account.you-cannot-decide-on-changes-until-you'),
            nextStep: say('account.the-policy-asks-every-approver-to-sign'),
          }}
        />
      )}
      <SectionQuery
        query={passkeys}
        label={say('account.loading-your-passkeys')}
      >
        {count === 0 ? (
          <EmptyPage
            title={say('account.no-passkey-yet')}
            icon={KeyIcon}
            headingLevel="h3"
          >
            {say('account.a-passkey-signs-what-you-approve-with')}
          </EmptyPage>
        ) : (
          <PasskeysList
            passkeys={passkeys.data?.items ?? []}
            label={say('account.your-passkeys')}
            actionsOf={(passkey) => (
              <>
                <Button
                  variant="secondary"
                  size="sm"
                  aria-label={say('account.rename-passkey', {
                    passkeyName: passkey.name,
                  })}
                  onClick={() => {
                    open({ kind: 'rename', passkey });
                  }}
                >
                  {say('account.rename')}
                </Button>
                <Button
                  variant="secondary"
                  size="sm"
                  isDanger
                  aria-label={say('account.remove-passkey', {
                    passkeyName: passkey.name,
                  })}
                  onClick={() => {
                    open({ kind: 'remove', passkey });
                  }}
                >
                  {say('account.remove')}
                </Button>
              </>
            )}
          />
        )}
      </SectionQuery>
      {dialog?.kind === 'add' && <AddPasskeyDialog onClose={close} />}
      {dialog?.kind === 'rename' && (
        <RenamePasskeyDialog
          name={dialog.passkey.name}
          pending={renaming.isPending}
          error={renaming.error}
          onSubmit={(name) => {
            renaming.mutate(
              { id: dialog.passkey.id, name },
              { onSuccess: close },
            );
          }}
          onClose={close}
        />
      )}
      {dialog?.kind === 'remove' && (
        <ConfirmDialog
          title={say('account.remove-this-passkey', {
            name: dialog.passkey.name,
          })}
          confirm={say('account.remove-the-passkey')}
          pending={removing.isPending}
          error={removing.error}
          onConfirm={() => {
            removing.mutate(dialog.passkey.id, { onSuccess: close });
          }}
          onClose={close}
        >
          <p>{say('account.you-can-no-longer-sign-or-confirm')}</p>
        </ConfirmDialog>
      )}
    </SectionCard>
  );
}
