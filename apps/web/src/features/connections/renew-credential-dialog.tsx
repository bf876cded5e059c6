import { credentialRequest, type Connection } from '@keyward/contract';
import { Button, Modal, ModalBody, ModalHeader } from '@patternfly/react-core';
import { useMemo, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';

import type { AnyProblem } from '../../api/api-problem.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { SecretField } from '../../form/secret-field.tsx';
import { FIRST_FIELD } from '../../page/first-field.ts';

interface Renewal {
  password: string;
}

interface RenewCredentialDialogProps {
  connection: Connection;
  pending: boolean;
  problem: AnyProblem | null;
  onSubmit: (credential: { username: string; password: string }) => void;
  onClose: () => void;
}

function fieldOf(pointer: string): string | null {
  return pointer === '/password' ? 'password' : null;
}

/** A new password for the same account; another account would be another identity and is a new connection. */
export function RenewCredentialDialog({
  connection,
  pending,
  problem,
  onSubmit,
  onClose,
}: RenewCredentialDialogProps): ReactNode {
  const { username } = connection.credential;
  const errors = useMemo(
    () => serverErrors<Renewal>(problem?.fieldErrors, '/credential', fieldOf),
    [problem],
  );
  const form = useForm<Renewal>({
    resolver: contractResolver(
      credentialRequest,
      (values: Renewal) => ({ ...values, username }),
      fieldOf,
    ),
    defaultValues: { password: '' },
    errors,
  });
  return (
    <Modal
      variant="small"
      elementToFocus={FIRST_FIELD}
      isOpen
      aria-labelledby="renew-title"
      onClose={onClose}
    >
      <ModalHeader
        title="Renew the credential"
        labelId="renew-title"
        description={`A new password for ${username}. Another account needs a connection of its own.`}
      />
      <ModalBody>
        <FormShell
          form={form}
          label="New password"
          pending={pending}
          error={problem}
          root="/credential"
          fieldOf={fieldOf}
          nameOf={() => 'Password'}
          submitLabel="Save and test"
          pendingLabel="Saving"
          onSubmit={({ password }) => {
            onSubmit({ username, password });
          }}
          guardsUnsaved={false}
          secondary={
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
          }
        >
          <SecretField
            control={form.control}
            name="password"
            label="Password"
            help="Sealed at once; nobody can read it back."
            isRequired
          />
        </FormShell>
      </ModalBody>
    </Modal>
  );
}
