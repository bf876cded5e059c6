import { changePasswordRequest } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Alert } from '@keyward/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';

import { accountKeys, changePassword } from '../../api/account.ts';
import { problemOf } from '../../api/api-problem.ts';
import { sessionQuery } from '../../api/session.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { sameNamedField, serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import {
  NewPasswordFields,
  repeatErrors,
  type NewPassword,
} from '../../form/new-password-fields.tsx';
import { PasswordField } from '../../form/password-field.tsx';
import { SectionCard } from '../../page/section-card.tsx';

interface Values extends NewPassword {
  current: string;
}

const EMPTY: Values = { current: '', password: '', repeat: '' };
const NAMES: Readonly<Record<string, string>> = {
  password: say('account.new-password'),
  repeat: say('account.new-password-once-more'),
  current: say('account.present-password'),
};

function toInput({ current, password }: Values) {
  return { current, password };
}

/** One's own password. Changing it ends every other session. */
export function PasswordSection(): ReactNode {
  const client = useQueryClient();
  const changing = useMutation({
    mutationFn: changePassword,
    gcTime: 0,
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      void client.invalidateQueries({ queryKey: accountKeys.sessions });
    },
  });
  const problem = changing.error === null ? null : problemOf(changing.error);
  const errors = useMemo(
    () => serverErrors<Values>(problem?.fieldErrors, '', sameNamedField),
    [problem],
  );
  const form = useForm<Values>({
    resolver: contractResolver(
      changePasswordRequest,
      toInput,
      sameNamedField,
      repeatErrors,
    ),
    defaultValues: EMPTY,
    errors,
  });
  return (
    <SectionCard title={say('account.password')}>
      {changing.isSuccess && (
        <Alert
          isInline
          variant="success"
          component="h3"
          title={say('account.your-password-is-changed-every-other-session')}
        />
      )}
      <FormShell
        form={form}
        label={say('account.change-your-password')}
        pending={changing.isPending}
        error={problem}
        root=""
        fieldOf={sameNamedField}
        nameOf={(path) => NAMES[path] ?? path}
        submitLabel={say('account.change-the-password')}
        pendingLabel={say('account.changing')}
        guardsUnsaved={false}
        onSubmit={(values) => {
          changing.mutate(toInput(values), {
            onSuccess: () => {
              form.reset(EMPTY);
            },
          });
        }}
      >
        <PasswordField
          control={form.control}
          name="current"
          label={say('account.present-password')}
          autoComplete="current-password"
          isRequired
        />
        <div className="kw-field-row">
          <NewPasswordFields
            control={form.control}
            label={say('account.new-password')}
          />
        </div>
      </FormShell>
    </SectionCard>
  );
}
