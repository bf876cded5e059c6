import { say } from '@keyward/messages';
import {
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { FIRST_FIELD } from '../../dialogs/first-field.ts';
import { LinkButton } from '../../page/link-button.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { InviteForm } from './invite-form.tsx';
import { useInvite } from './use-people-actions.ts';

/** Invites a person, shows the link once, and leads on to the roles. */
export function InviteDialog({ onClose }: { onClose: () => void }): ReactNode {
  const inviting = useInvite();
  const done = inviting.data;
  return (
    <Modal
      isOpen
      variant="small"
      elementToFocus={FIRST_FIELD}
      aria-labelledby="invite-title"
      onClose={onClose}
    >
      <ModalHeader
        labelId="invite-title"
        title={
          done === undefined
            ? say('people.invite-a-person')
            : say('people.is-invited', { displayName: done.person.displayName })
        }
      />
      <ModalBody className="kw-stack">
        {done === undefined ? (
          <InviteForm
            pending={inviting.isPending}
            problem={inviting.error === null ? null : problemOf(inviting.error)}
            onSubmit={(body) => {
              inviting.mutate(body);
            }}
            onClose={onClose}
          />
        ) : (
          <>
            <InvitationLink
              invitation={done.invitation}
              displayName={done.person.displayName}
            />
            <p>{say('people.without-a-role-they-can-sign-in')}</p>
          </>
        )}
      </ModalBody>
      {done !== undefined && (
        <ModalFooter>
          <LinkButton
            to="/changes/new"
            search={{
              operation: 'console.update-roles',
              person: done.person.id,
            }}
          >
            {say('people.give-roles')}
          </LinkButton>
          <Button variant="link" onClick={onClose}>
            {say('people.later')}
          </Button>
        </ModalFooter>
      )}
    </Modal>
  );
}
