import { newPassword } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { Timestamp } from '@keyward/ui';
import { FormGroup, TextInput } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';

import { problemOf } from '../../api/api-problem.ts';
import { acceptInvitation } from '../../api/invitations.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { sameNamedField, serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import {
  NEW_PASSWORD_NAMES,
  NewPasswordFields,
  repeatErrors,
  type NewPassword,
} from '../../form/new-password-fields.tsx';
import { useEntrance } from '../../page/use-entrance.ts';

interface AcceptFormProps {
  token: string;
  username: string;
  expiresAt: string;
}

const schema = z.object({ password: newPassword });

/** A password, twice; then the person is in. */
export function AcceptForm({
  token,
  username,
  expiresAt,
}: AcceptFormProps): ReactNode {
  const letIn = useEntrance();
  const accept = useMutation({
    mutationFn: (password: string) => acceptInvitation({ token, password }),
    gcTime: 0,
    onSuccess: (session) => {
      letIn(session, '/');
    },
  });
  const problem = accept.error === null ? null : problemOf(accept.error);
  const errors = useMemo(
    () => serverErrors<NewPassword>(problem?.fieldErrors, '', sameNamedField),
    [problem],
  );
  const form = useForm<NewPassword>({
    resolver: contractResolver(
      schema,
      (values: NewPassword) => values,
      sameNamedField,
      repeatErrors,
    ),
    defaultValues: { password: '', repeat: '' },
    errors,
  });
  return (
    <FormShell
      form={form}
      label={say('invitation.choose-a-password')}
      pending={accept.isPending}
      error={problem}
      root=""
      fieldOf={sameNamedField}
      nameOf={(path) => NEW_PASSWORD_NAMES[path] ?? path}
      submitLabel={say('invitation.accept-and-sign-in')}
      pendingLabel={say('invitation.signing-in')}
      guardsUnsaved={false}
      onSubmit={({ password }) => {
        accept.mutate(password);
      }}
    >
      <FormGroup label={say('invitation.user-name')} fieldId="invited-username">
        <TextInput
          id="invited-username"
          value={username}
          autoComplete="username"
          readOnlyVariant="default"
        />
      </FormGroup>
      <NewPasswordFields control={form.control} />
      <p className="kw-fine-print">
        <Say
          id="invitation.the-invitation-ends"
          values={{ time: <Timestamp at={expiresAt} /> }}
        />
      </p>
    </FormShell>
  );
}
