import { firstAccountRequest } from '@keyward/contract';
import { useMutation } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';

import { problemOf } from '../../api/api-problem.ts';
import { createFirstAccount } from '../../api/invitations.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { sameNamedField, serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import {
  NEW_PASSWORD_NAMES,
  NewPasswordFields,
  repeatErrors,
  type NewPassword,
} from '../../form/new-password-fields.tsx';
import { PasswordField } from '../../form/password-field.tsx';
import { TextField } from '../../form/text-field.tsx';
import { EntryFrame } from '../../page/entry-frame.tsx';
import { useEntrance } from '../../page/use-entrance.ts';
import { useHashToken } from '../../page/use-hash-token.ts';

interface FirstAccount extends NewPassword {
  token: string;
  username: string;
  displayName: string;
}

const NAMES: Readonly<Record<string, string>> = {
  ...NEW_PASSWORD_NAMES,
  token: 'One-time token',
  username: 'User name',
  displayName: 'Your name',
};

function toInput({ token, username, displayName, password }: FirstAccount) {
  return { token: token.trim(), username, displayName, password };
}

/** `/first-account#token`: whoever can read the data directory makes the first security admin. */
export function FirstAccountPage(): ReactNode {
  const token = useHashToken();
  const letIn = useEntrance();
  const create = useMutation({
    mutationFn: createFirstAccount,
    gcTime: 0,
    onSuccess: (session) => {
      letIn(session, '/');
    },
  });
  const problem = create.error === null ? null : problemOf(create.error);
  const errors = useMemo(
    () => serverErrors<FirstAccount>(problem?.fieldErrors, '', sameNamedField),
    [problem],
  );
  const form = useForm<FirstAccount>({
    resolver: contractResolver(
      firstAccountRequest,
      toInput,
      sameNamedField,
      repeatErrors,
    ),
    defaultValues: {
      token: token ?? '',
      username: '',
      displayName: '',
      password: '',
      repeat: '',
    },
    errors,
  });
  return (
    <EntryFrame
      title="The first account"
      description="It becomes the security admin who invites everybody else."
    >
      <FormShell
        form={form}
        label="The first account"
        pending={create.isPending}
        error={problem}
        root=""
        fieldOf={sameNamedField}
        nameOf={(path) => NAMES[path] ?? path}
        submitLabel="Make the account"
        pendingLabel="Making the account"
        guardsUnsaved={false}
        onSubmit={(values) => {
          create.mutate(toInput(values));
        }}
      >
        {token === null && (
          <PasswordField
            control={form.control}
            name="token"
            label="One-time token"
            help={
              <>
                From the file <code>first-account-token</code> in the console’s
                data directory.
              </>
            }
            autoComplete="off"
            isRequired
          />
        )}
        <TextField
          control={form.control}
          name="displayName"
          label="Your name"
          autoComplete="name"
          isRequired
        />
        <TextField
          control={form.control}
          name="username"
          label="User name"
          autoComplete="username"
          isRequired
        />
        <NewPasswordFields control={form.control} />
      </FormShell>
    </EntryFrame>
  );
}
