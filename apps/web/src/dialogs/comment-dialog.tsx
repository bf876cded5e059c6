import { say } from '@keyward/messages';
import {
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextArea,
} from '@patternfly/react-core';
import { ProblemNotice } from '@keyward/ui';
import { useId, useState, type FormEvent, type ReactNode } from 'react';

import { problemOf } from '../api/api-problem.ts';
import { noticedProblem } from '../wording/noticed-problem.ts';
import { FIRST_FIELD } from './first-field.ts';

const MAX_COMMENT = 2000;

interface CommentDialogProps {
  title: string;
  description: string;
  label: string;
  confirm: string;
  isDanger?: boolean;
  /** Without text the dialog does not confirm. */
  isRequired: boolean;
  pending: boolean;
  error: Error | null;
  onConfirm: (comment: string) => void;
  onClose: () => void;
  /** Further fields above the comment. */
  children?: ReactNode;
}

/** Asks for a comment and a confirmation. Closing gives focus back to the button that opened it. */
export function CommentDialog(props: CommentDialogProps): ReactNode {
  const {
    title,
    description,
    label,
    confirm,
    isDanger = false,
    isRequired,
    pending,
    error,
    onConfirm,
    onClose,
    children,
  } = props;
  const id = useId();
  const [comment, setComment] = useState('');
  const [isMissing, setMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isRequired && comment.trim() === '') {
      setMissing(true);
      document.getElementById(`${id}-comment`)?.focus();
      return;
    }
    onConfirm(comment.trim());
  };
  return (
    <Modal
      isOpen
      variant="small"
      elementToFocus={FIRST_FIELD}
      onClose={onClose}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
    >
      <ModalHeader
        title={title}
        labelId={`${id}-title`}
        description={description}
        descriptorId={`${id}-text`}
      />
      <ModalBody>
        {error !== null && (
          <ProblemNotice problem={noticedProblem(problemOf(error))} />
        )}
        <Form id={`${id}-form`} onSubmit={submit} noValidate>
          {children}
          <FormGroup
            label={label}
            fieldId={`${id}-comment`}
            isRequired={isRequired}
          >
            <TextArea
              id={`${id}-comment`}
              value={comment}
              rows={4}
              maxLength={MAX_COMMENT}
              resizeOrientation="vertical"
              isRequired={isRequired}
              validated={isMissing ? 'error' : 'default'}
              aria-describedby={isMissing ? `${id}-error` : undefined}
              onChange={(_event, text) => {
                setComment(text);
                setMissing(false);
              }}
            />
            {isMissing && (
              <FormHelperText>
                <HelperText id={`${id}-error`}>
                  <HelperTextItem variant="error" screenReaderText="">
                    {say('page.write-why-it-stays-with-the-change')}
                  </HelperTextItem>
                </HelperText>
              </FormHelperText>
            )}
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form={`${id}-form`}
          variant={isDanger ? 'danger' : 'primary'}
          isLoading={pending}
          isDisabled={pending}
        >
          {confirm}
        </Button>
        <Button variant="link" onClick={onClose} isDisabled={pending}>
          {say('page.go-back')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
