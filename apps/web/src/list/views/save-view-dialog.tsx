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
  TextInput,
} from '@patternfly/react-core';
import { useId, useState, type FormEvent, type ReactNode } from 'react';

import { FIRST_FIELD } from '../../dialogs/first-field.ts';
import { MAX_NAME } from './saved-views.ts';

interface SaveViewDialogProps {
  title: string;
  /** The name it has now. */
  initial?: string;
  /** Names that are taken; saving under one of them replaces that view. */
  taken: readonly string[];
  onSave: (name: string) => void;
  onClose: () => void;
}

/** Gives the filters and the order that are shown a name. */
export function SaveViewDialog({
  title,
  initial = '',
  taken,
  onSave,
  onClose,
}: SaveViewDialogProps): ReactNode {
  const id = useId();
  const [name, setName] = useState(initial);
  const [isMissing, setMissing] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') {
      setMissing(true);
      document.getElementById(`${id}-name`)?.focus();
      return;
    }
    onSave(name.trim());
  };
  const hint = isMissing
    ? say('list.write-a-name')
    : taken.includes(name.trim())
      ? say('list.replaces-the-view-of-this-name')
      : null;
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
        description={say('list.the-filters-and-the-order-are-kept')}
        descriptorId={`${id}-text`}
      />
      <ModalBody>
        <Form id={`${id}-form`} onSubmit={submit} noValidate>
          <FormGroup label={say('list.name')} fieldId={`${id}-name`} isRequired>
            <TextInput
              id={`${id}-name`}
              value={name}
              isRequired
              maxLength={MAX_NAME}
              validated={isMissing ? 'error' : 'default'}
              aria-describedby={hint === null ? undefined : `${id}-hint`}
              onChange={(_event, text) => {
                setName(text);
                setMissing(false);
              }}
            />
            {hint !== null && (
              <FormHelperText>
                <HelperText id={`${id}-hint`}>
                  <HelperTextItem
                    variant={isMissing ? 'error' : 'warning'}
                    screenReaderText=""
                  >
                    {hint}
                  </HelperTextItem>
                </HelperText>
              </FormHelperText>
            )}
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form={`${id}-form`} variant="primary">
          {say('list.save')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {say('page.go-back')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
