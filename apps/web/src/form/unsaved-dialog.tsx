import { say } from '@keyward/messages';
import {
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';

/** The question of `UnsavedGuard`. */
export function UnsavedDialog({
  loses,
  leave,
  onLeave,
  onClose,
}: {
  loses: string;
  leave: string;
  onLeave: () => void;
  onClose: () => void;
}): ReactNode {
  return (
    <Modal
      variant="small"
      isOpen
      aria-labelledby="unsaved-title"
      onClose={onClose}
    >
      <ModalHeader
        title={say('form.leave-without-sending')}
        labelId="unsaved-title"
      />
      <ModalBody>{loses}</ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={onClose}>
          {say('form.stay-here')}
        </Button>
        <Button variant="link" isDanger onClick={onLeave}>
          {leave}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
