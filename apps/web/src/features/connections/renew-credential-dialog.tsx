import { credentialRequest, type Connection } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button, Modal, ModalBody, ModalHeader } from '@patternfly/react-core';
import { useMemo, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';

import type { AnyProblem } from '../../api/api-problem.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { SecretField } from '../../form/secret-field.tsx';
import { FIRST_FIELD } from '../../dialogs/first-field.ts';

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
        title={say('connections.renew-the-credential')}
        labelId="renew-title"
        description={say(
          'connections.a-new-password-for-another-account-needs',
          { username },
        )}
      />
      <ModalBody>
        <FormShell
          form={form}
          label={say('connections.new-password')}
          pending={pending}
          error={problem}
          root="/credential"
          fieldOf={fieldOf}
          nameOf={() => say('connections.password')}
          submitLabel={say('connections.save-and-test')}
          pendingLabel={say('connections.saving')}
          onSubmit={({ password }) => {
            onSubmit({ username, password });
          }}
          guardsUnsaved={false}
          secondary={
            <Button variant="link" onClick={onClose}>
              {say('connections.cancel')}
            </Button>
          }
        >
          <SecretField
            control={form.control}
            name="password"
            label={say('connections.password')}
            help={say('connections.sealed-at-once-nobody-can-read-it')}
            isRequired
          />
        </FormShell>
      </ModalBody>
    </Modal>
  );
}
