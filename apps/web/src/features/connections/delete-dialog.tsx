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
        title={`Delete ${name}?`}
        labelId="delete-title"
        titleIconVariant="warning"
      />
      <ModalBody>
        {problem === null ? (
          'The stored credential is erased. Closed changes and the audit log keep the name. Nothing changes on the target itself.'
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
          Delete the connection
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
