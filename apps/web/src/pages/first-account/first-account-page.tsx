import { firstAccountRequest } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
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
  token: say('first-account.one-time-token'),
  username: say('first-account.user-name'),
  displayName: say('first-account.your-name'),
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
      title={say('first-account.the-first-account')}
      description={say(
        'first-account.it-becomes-the-security-admin-who-invites',
      )}
    >
      <FormShell
        form={form}
        label={say('first-account.the-first-account')}
        pending={create.isPending}
        error={problem}
        root=""
        fieldOf={sameNamedField}
        nameOf={(path) => NAMES[path] ?? path}
        submitLabel={say('first-account.make-the-account')}
        pendingLabel={say('first-account.making-the-account')}
        guardsUnsaved={false}
        onSubmit={(values) => {
          create.mutate(toInput(values));
        }}
      >
        {token === null && (
          <PasswordField
            control={form.control}
            name="token"
            label={say('first-account.one-time-token')}
            help={
              <>
                <Say
                  id="first-account.from-the-file-first-account-token-in"
                  values={{ code: (children) => <code>{children}</code> }}
                />
              </>
            }
            autoComplete="off"
            isRequired
          />
        )}
        <TextField
          control={form.control}
          name="displayName"
          label={say('first-account.your-name')}
          autoComplete="name"
          isRequired
        />
        <TextField
          control={form.control}
          name="username"
          label={say('first-account.user-name')}
          autoComplete="username"
          isRequired
        />
        <NewPasswordFields control={form.control} />
      </FormShell>
    </EntryFrame>
  );
}
