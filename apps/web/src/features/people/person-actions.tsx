import type { PersonDetail } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { useState, type ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { ConfirmDialog } from '../../dialogs/confirm-dialog.tsx';
import { lazyDialog } from '../../lazy-parts/lazy-dialog.tsx';
import { prepareNear } from '../../lazy-parts/lazy-file.ts';
import { LinkButton } from '../../page/link-button.tsx';
import { MoreMenu, type MoreMenuItem } from '../../page/more-menu.tsx';
import { usePersonActions } from './use-people-actions.ts';

const EditPersonDialog = lazyDialog(() =>
  import('./edit-person-dialog.tsx').then((module) => module.EditPersonDialog),
);
const NewLinkDialog = lazyDialog(() =>
  import('./new-link-dialog.tsx').then((module) => module.NewLinkDialog),
);

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
      label: say('people.name-and-e-mail'),
      onChoose: () => {
        open('edit');
      },
    },
  ];
  if (person.active && person.invitedUntil !== null) {
    rarer.push({
      label: say('people.new-invitation-link'),
      onChoose: () => {
        open('link');
      },
    });
  }
  if (person.active && !isSelf) {
    rarer.push({
      label: say('people.disable'),
      isDanger: true,
      onChoose: () => {
        open('disable');
      },
    });
  }
  return (
    <span
      className="kw-buttons"
      {...prepareNear(EditPersonDialog, NewLinkDialog, ConfirmDialog)}
    >
      <LinkButton
        variant="secondary"
        to="/changes/new"
        search={{ operation: 'console.update-roles', person: person.id }}
      >
        {person.active
          ? say('people.change-roles-or-reset-sign-in')
          : say('people.give-access-back')}
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
          title={say('people.disable-this-person', {
            displayName: person.displayName,
          })}
          confirm={say('people.disable-now')}
          pending={updating.isPending}
          error={updating.error}
          onConfirm={() => {
            updating.mutate({ active: false }, { onSuccess: close });
          }}
          onClose={close}
        >
          <ul className="kw-lead">
            <li>{say('people.every-session-of-theirs-ends-at-once')}</li>
            <li>{say('people.they-cannot-sign-in-in-any-way')}</li>
            <li>{say('people.approvals-they-gave-for-changes-that-have')}</li>
            <li>{say('people.giving-access-back-is-a-change-that')}</li>
          </ul>
        </ConfirmDialog>
      )}
      {dialog === 'link' && renewing.data === undefined && (
        <ConfirmDialog
          title={say('people.make-a-new-invitation-link')}
          confirm={say('people.make-a-new-link')}
          isHarmless
          pending={renewing.isPending}
          error={renewing.error}
          onConfirm={() => {
            renewing.mutate();
          }}
          onClose={close}
        >
          <p>
            <Say
              id="people.the-link-that-has-stops-working"
              values={{ displayName: person.displayName }}
            />
          </p>
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
