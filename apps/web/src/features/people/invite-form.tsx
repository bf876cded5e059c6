import { inviteRequest } from '@keyward/contract';
import { Button } from '@patternfly/react-core';
import { useMemo, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';

import type { AnyProblem } from '../../api/api-problem.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { sameNamedField, serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { TextField } from '../../form/text-field.tsx';

interface Values {
  displayName: string;
  username: string;
  email: string;
}

const NAMES: Readonly<Record<string, string>> = {
  displayName: 'Name',
  username: 'User name',
  email: 'E-mail address',
};

function toInput({
  displayName,
  username,
  email,
}: Values): z.input<typeof inviteRequest> {
  const address = email.trim();
  return {
    displayName,
    username,
    ...(address === '' ? {} : { email: address }),
  };
}

interface InviteFormProps {
  pending: boolean;
  problem: AnyProblem | null;
  onSubmit: (body: z.input<typeof inviteRequest>) => void;
  onClose: () => void;
}

/** Who is invited. Roles come afterwards, by a change. */
export function InviteForm({
  pending,
  problem,
  onSubmit,
  onClose,
}: InviteFormProps): ReactNode {
  const errors = useMemo(
    () => serverErrors<Values>(problem?.fieldErrors, '', sameNamedField),
    [problem],
  );
  const form = useForm<Values>({
    resolver: contractResolver(inviteRequest, toInput, sameNamedField),
    defaultValues: { displayName: '', username: '', email: '' },
    errors,
  });
  return (
    <FormShell
      form={form}
      label="Invite a person"
      pending={pending}
      error={problem}
      root=""
      fieldOf={sameNamedField}
      nameOf={(path) => NAMES[path] ?? path}
      submitLabel="Make the invitation"
      pendingLabel="Making the invitation"
      guardsUnsaved={false}
      onSubmit={(values) => {
        onSubmit(toInput(values));
      }}
      secondary={
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      }
    >
      <TextField
        control={form.control}
        name="displayName"
        label="Name"
        help="As the others see it beside changes and decisions."
        isRequired
      />
      <TextField
        control={form.control}
        name="username"
        label="User name"
        help="For signing in. It cannot be changed later."
        isRequired
      />
      <TextField
        control={form.control}
        name="email"
        label="E-mail address"
        help="For notifications only; the link is not sent there."
      />
    </FormShell>
  );
}
