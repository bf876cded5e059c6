import { updatePersonRequest, type PersonDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button, Modal, ModalBody, ModalHeader } from '@patternfly/react-core';
import { useMemo, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';

import type { AnyProblem } from '../../api/api-problem.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { sameNamedField, serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { TextField } from '../../form/text-field.tsx';
import { FIRST_FIELD } from '../../dialogs/first-field.ts';

interface Values {
  displayName: string;
  email: string;
}

interface Naming {
  displayName: string;
  email: string | null;
}

interface EditPersonDialogProps {
  person: PersonDetail;
  pending: boolean;
  problem: AnyProblem | null;
  onSubmit: (naming: Naming) => void;
  onClose: () => void;
}

function toInput({ displayName, email }: Values): Naming {
  const address = email.trim();
  return { displayName, email: address === '' ? null : address };
}

/** Name and e-mail address; the user name stays what it is. */
export function EditPersonDialog({
  person,
  pending,
  problem,
  onSubmit,
  onClose,
}: EditPersonDialogProps): ReactNode {
  const errors = useMemo(
    () => serverErrors<Values>(problem?.fieldErrors, '', sameNamedField),
    [problem],
  );
  const form = useForm<Values>({
    resolver: contractResolver(
      updatePersonRequest.required({ displayName: true }),
      toInput,
      sameNamedField,
    ),
    defaultValues: {
      displayName: person.displayName,
      email: person.email ?? '',
    },
    errors,
  });
  return (
    <Modal
      isOpen
      variant="small"
      elementToFocus={FIRST_FIELD}
      aria-labelledby="edit-person-title"
      onClose={onClose}
    >
      <ModalHeader
        title={say('people.name-and-address-of', { username: person.username })}
        labelId="edit-person-title"
      />
      <ModalBody>
        <FormShell
          form={form}
          label={say('people.name-and-e-mail-address')}
          pending={pending}
          error={problem}
          root=""
          fieldOf={sameNamedField}
          nameOf={(path) =>
            path === 'email' ? say('people.e-mail-address') : say('people.name')
          }
          submitLabel={say('people.save')}
          pendingLabel={say('people.saving')}
          guardsUnsaved={false}
          onSubmit={(values) => {
            onSubmit(toInput(values));
          }}
          secondary={
            <Button variant="link" onClick={onClose}>
              {say('people.cancel')}
            </Button>
          }
        >
          <TextField
            control={form.control}
            name="displayName"
            label={say('people.name')}
            isRequired
          />
          <TextField
            control={form.control}
            name="email"
            label={say('people.e-mail-address')}
            help={say('people.for-notifications-empty-none-are-sent-by')}
          />
        </FormShell>
      </ModalBody>
    </Modal>
  );
}
