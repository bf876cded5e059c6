import type { PersonDetail } from '@keyward/contract';
import { useState, type ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { ConfirmDialog } from '../../page/confirm-dialog.tsx';
import { LinkButton } from '../../page/link-button.tsx';
import { MoreMenu, type MoreMenuItem } from '../../page/more-menu.tsx';
import { EditPersonDialog } from './edit-person-dialog.tsx';
import { NewLinkDialog } from './new-link-dialog.tsx';
import { usePersonActions } from './use-people-actions.ts';

type Dialog = 'edit' | 'disable' | 'link';

/** Roles by a change; name, link and disabling at once. */
export function PersonActions({
  person,
  isSelf,
}: {
  person: PersonDetail;
  isSelf: boolean;
}): ReactNode {
  const { updating, renewing } = usePersonActions(person.id);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const open = (which: Dialog): void => {
    updating.reset();
    renewing.reset();
    setDialog(which);
  };
  const close = (): void => {
    setDialog(null);
  };
  const rarer: MoreMenuItem[] = [
    {
      label: 'Name and e-mail',
      onChoose: () => {
        open('edit');
      },
    },
  ];
  if (person.active && person.invitedUntil !== null) {
    rarer.push({
      label: 'New invitation link',
      onChoose: () => {
        open('link');
      },
    });
  }
  if (person.active && !isSelf) {
    rarer.push({
      label: 'Disable',
      isDanger: true,
      onChoose: () => {
        open('disable');
      },
    });
  }
  return (
    <span className="kw-actions">
      <LinkButton
        variant="secondary"
        to="/changes/new"
        search={{ operation: 'console.update-roles', person: person.id }}
      >
        {person.active ? 'Change roles or reset sign-in' : 'Give access back'}
      </LinkButton>
      <MoreMenu items={rarer} />
      {dialog === 'edit' && (
        <EditPersonDialog
          person={person}
          pending={updating.isPending}
          problem={updating.error === null ? null : problemOf(updating.error)}
          onSubmit={(naming) => {
            updating.mutate(naming, { onSuccess: close });
          }}
          onClose={close}
        />
      )}
      {dialog === 'disable' && (
        <ConfirmDialog
          title={`Disable ${person.displayName}?`}
          confirm="Disable now"
          pending={updating.isPending}
          error={updating.error}
          onConfirm={() => {
            updating.mutate({ active: false }, { onSuccess: close });
          }}
          onClose={close}
        >
          <ul className="kw-lead">
            <li>Every session of theirs ends at once.</li>
            <li>They cannot sign in, in any way.</li>
            <li>
              Approvals they gave for changes that have not run yet no longer
              count.
            </li>
            <li>Giving access back is a change that somebody else approves.</li>
          </ul>
        </ConfirmDialog>
      )}
      {dialog === 'link' && renewing.data === undefined && (
        <ConfirmDialog
          title="Make a new invitation link?"
          confirm="Make a new link"
          isDanger={false}
          pending={renewing.isPending}
          error={renewing.error}
          onConfirm={() => {
            renewing.mutate();
          }}
          onClose={close}
        >
          <p>The link that {person.displayName} has stops working.</p>
        </ConfirmDialog>
      )}
      {dialog === 'link' && renewing.data !== undefined && (
        <NewLinkDialog
          invitation={renewing.data}
          displayName={person.displayName}
          onClose={close}
        />
      )}
    </span>
  );
}
