import { say } from '@keyward/messages';
import {
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';

import type { AnyProblem } from '../../api/api-problem.ts';
import { ProblemAlert } from '../../form/problem-alert.tsx';

interface DeleteDialogProps {
  name: string;
  pending: boolean;
  problem: AnyProblem | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once; a connection that something open depends on stays, and the answer says what. */
export function DeleteDialog({
  name,
  pending,
  problem,
  onConfirm,
  onClose,
}: DeleteDialogProps): ReactNode {
  return (
    <Modal
      variant="small"
      isOpen
      aria-labelledby="delete-title"
      onClose={onClose}
    >
      <ModalHeader
        title={say('connections.delete-this-connection', { name })}
        labelId="delete-title"
        titleIconVariant="warning"
        titleScreenReaderText={say('page.warning')}
      />
      <ModalBody>
        {problem === null ? (
          say('connections.the-stored-credential-is-erased-closed')
        ) : (
          <ProblemAlert problem={problem} />
        )}
      </ModalBody>
      <ModalFooter>
        <Button
          variant="danger"
          isLoading={pending}
          isDisabled={pending}
          onClick={onConfirm}
        >
          {say('connections.delete-the-connection')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {say('connections.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
