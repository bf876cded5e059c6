import { updateConnectionRequest, type Connection } from '@keyward/contract';
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

interface Naming {
  name: string;
  description: string;
}

interface RenameDialogProps {
  connection: Connection;
  pending: boolean;
  problem: AnyProblem | null;
  onSubmit: (naming: Naming) => void;
  onClose: () => void;
}

/** Name and description; address and trust are not changed this way. */
export function RenameDialog({
  connection,
  pending,
  problem,
  onSubmit,
  onClose,
}: RenameDialogProps): ReactNode {
  const errors = useMemo(
    () => serverErrors<Naming>(problem?.fieldErrors, '', sameNamedField),
    [problem],
  );
  const form = useForm<Naming>({
    resolver: contractResolver(
      updateConnectionRequest.required({ name: true }),
      (values: Naming) => values,
      sameNamedField,
    ),
    defaultValues: {
      name: connection.name,
      description: connection.description,
    },
    errors,
  });
  return (
    <Modal
      variant="small"
      elementToFocus={FIRST_FIELD}
      isOpen
      aria-labelledby="rename-title"
      onClose={onClose}
    >
      <ModalHeader
        title={say('connections.rename-the-connection')}
        labelId="rename-title"
      />
      <ModalBody>
        <FormShell
          form={form}
          label={say('connections.name-and-description')}
          pending={pending}
          error={problem}
          root=""
          fieldOf={sameNamedField}
          nameOf={(path) =>
            path === 'name'
              ? say('connections.name')
              : say('connections.description')
          }
          submitLabel={say('connections.save')}
          pendingLabel={say('connections.saving')}
          onSubmit={onSubmit}
          guardsUnsaved={false}
          secondary={
            <Button variant="link" onClick={onClose}>
              {say('connections.cancel')}
            </Button>
          }
        >
          <TextField
            control={form.control}
            name="name"
            label={say('connections.name')}
            isRequired
          />
          <TextField
            control={form.control}
            name="description"
            label={say('connections.description')}
            rows={2}
          />
        </FormShell>
      </ModalBody>
    </Modal>
  );
}
