import { inviteRequest } from '@keyward/contract';
import { say } from '@keyward/messages';
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
  displayName: say('people.name'),
  username: say('people.user-name'),
  email: say('people.e-mail-address'),
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
      label={say('people.invite-a-person')}
      pending={pending}
      error={problem}
      root=""
      fieldOf={sameNamedField}
      nameOf={(path) => NAMES[path] ?? path}
      submitLabel={say('people.make-the-invitation')}
      pendingLabel={say('people.making-the-invitation')}
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
        help={say('people.as-the-others-see-it-beside-changes')}
        isRequired
      />
      <TextField
        control={form.control}
        name="username"
        label={say('people.user-name')}
        help={say('people.for-signing-in-it-cannot-be-changed')}
        isRequired
      />
      <TextField
        control={form.control}
        name="email"
        label={say('people.e-mail-address')}
        help={say('people.for-notifications-only-the-link-is-not')}
      />
    </FormShell>
  );
}
