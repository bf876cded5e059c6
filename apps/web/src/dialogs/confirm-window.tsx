import { say } from '@keyward/messages';
import { ProblemNotice } from '@keyward/ui';
import {
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useId, type ReactNode } from 'react';

import { problemOf } from '../api/api-problem.ts';
import { noticedProblem } from '../wording/noticed-problem.ts';

interface ConfirmDialogProps {
  title: string;
  confirm: string;
  /** Nothing is lost by it. */
  isHarmless?: boolean;
  pending: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
  /** What will happen. */
  children: ReactNode;
}

/** What `ConfirmDialog` shows once its file is here. */
export function ConfirmWindow(props: ConfirmDialogProps): ReactNode {
  const id = useId();
  return (
    <Modal
      isOpen
      variant="small"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onClose={props.onClose}
    >
      <ModalHeader title={props.title} labelId={`${id}-title`} />
      <ModalBody>
        {props.error !== null && (
          <ProblemNotice problem={noticedProblem(problemOf(props.error))} />
        )}
        <div id={`${id}-text`} className="kw-stack">
          {props.children}
        </div>
      </ModalBody>
      <ModalFooter>
        <Button
          variant={props.isHarmless === true ? 'primary' : 'danger'}
          isLoading={props.pending}
          isDisabled={props.pending}
          onClick={props.onConfirm}
        >
          {props.confirm}
        </Button>
        <Button
          variant="link"
          isDisabled={props.pending}
          onClick={props.onClose}
        >
          {say('page.go-back')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
