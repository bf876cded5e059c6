import { say } from '@keyward/messages';
import {
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { InvitationLink } from './invitation-link.tsx';

interface NewLinkDialogProps {
  invitation: { url: string; expiresAt: string };
  displayName: string;
  onClose: () => void;
}

/** A new invitation link, shown once. */
export function NewLinkDialog({
  onClose,
  ...shown
}: NewLinkDialogProps): ReactNode {
  return (
    <Modal
      isOpen
      variant="small"
      aria-labelledby="new-link-title"
      onClose={onClose}
    >
      <ModalHeader
        title={say('people.a-new-invitation-link')}
        labelId="new-link-title"
      />
      <ModalBody className="kw-stack">
        <InvitationLink {...shown} />
        <p>{say('people.the-link-before-it-no-longer-works')}</p>
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={onClose}>
          {say('people.done')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
