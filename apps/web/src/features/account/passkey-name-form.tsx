import { renamePasskeyRequest } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useMemo, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';

import { problemOf } from '../../api/api-problem.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { sameNamedField, serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { TextField } from '../../form/text-field.tsx';

interface Naming {
  name: string;
}

interface PasskeyNameFormProps {
  name: string;
  help?: string;
  submitLabel: string;
  pendingLabel: string;
  pending: boolean;
  error: Error | null;
  onSubmit: (name: string) => void;
  onClose: () => void;
}

/** The name by which a person tells their passkeys apart. */
export function PasskeyNameForm(props: PasskeyNameFormProps): ReactNode {
  const problem = props.error === null ? null : problemOf(props.error);
  const errors = useMemo(
    () => serverErrors<Naming>(problem?.fieldErrors, '', sameNamedField),
    [problem],
  );
  const form = useForm<Naming>({
    resolver: contractResolver(
      renamePasskeyRequest,
      (values: Naming) => values,
      sameNamedField,
    ),
    defaultValues: { name: props.name },
    errors,
  });
  return (
    <FormShell
      form={form}
      label={say('account.name-of-the-passkey')}
      pending={props.pending}
      error={problem}
      root=""
      fieldOf={sameNamedField}
      nameOf={() => say('account.name')}
      submitLabel={props.submitLabel}
      pendingLabel={props.pendingLabel}
      guardsUnsaved={false}
      onSubmit={({ name }) => {
        props.onSubmit(name);
      }}
      secondary={
        <Button variant="link" onClick={props.onClose}>
          {say('account.cancel')}
        </Button>
      }
    >
      <TextField
        control={form.control}
        name="name"
        label={say('account.name')}
        help={props.help}
        isRequired
      />
    </FormShell>
  );
}
