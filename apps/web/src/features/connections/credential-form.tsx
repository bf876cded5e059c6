import { createConnectionRequest, type SystemKind } from '@keyward/contract';
import { say } from '@keyward/messages';
import { useMemo, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';

import type { AnyProblem } from '../../api/api-problem.ts';
import { credentialBody, type Credential } from './credential-body.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { SecretField } from '../../form/secret-field.tsx';
import { SelectField } from '../../form/select-field.tsx';
import { TextField } from '../../form/text-field.tsx';

interface CredentialFormProps {
  kind: SystemKind;
  suggestedName: string;
  pending: boolean;
  problem: AnyProblem | null;
  onSubmit: (credential: Credential) => void;
}

const SCHEMA = createConnectionRequest.pick({
  name: true,
  description: true,
  credential: true,
  esxAuth: true,
});
const FIELDS: Readonly<Record<string, keyof Credential>> = {
  '/name': 'name',
  '/description': 'description',
  '/credential/username': 'username',
  '/credential/password': 'password',
  '/esxAuth': 'esxAuth',
};
const NAMES: Readonly<Record<string, string>> = {
  name: say('connections.name'),
  description: say('connections.description'),
  username: say('connections.account'),
  password: say('connections.password'),
  esxAuth: say('connections.sign-in'),
};
const ACCOUNTS: Readonly<Record<SystemKind, string>> = {
  vcenter: 'keyward@vsphere.local',
  esx: 'keyward',
  ontap: 'keyward',
};
const ESX_AUTH = [
  { value: 'vi-json', label: say('connections.vi-json-session-esx-8-0-and') },
  { value: 'api-session', label: say('connections.api-session') },
  { value: 'basic', label: say('connections.basic-authentication') },
];

function fieldOf(pointer: string): string | null {
  return FIELDS[pointer] ?? null;
}

/** What the target is called here, and the account that Keyward signs in with. */
export function CredentialForm({
  kind,
  suggestedName,
  pending,
  problem,
  onSubmit,
}: CredentialFormProps): ReactNode {
  const errors = useMemo(
    () => serverErrors<Credential>(problem?.fieldErrors, '', fieldOf),
    [problem],
  );
  const form = useForm<Credential>({
    resolver: contractResolver(
      SCHEMA,
      (values: Credential) => credentialBody(values, kind),
      fieldOf,
    ),
    defaultValues: {
      name: suggestedName,
      description: '',
      username: '',
      password: '',
      esxAuth: 'vi-json',
    },
    errors,
  });
  return (
    <FormShell
      form={form}
      label={say('connections.name-and-account')}
      pending={pending}
      error={problem}
      root=""
      fieldOf={fieldOf}
      nameOf={(path) => NAMES[path] ?? say('connections.connection')}
      submitLabel={say('connections.add-and-test')}
      pendingLabel={say('connections.signing-in')}
      onSubmit={onSubmit}
    >
      <div className="kw-field-row">
        <TextField
          control={form.control}
          name="name"
          label={say('connections.name')}
          help={say('connections.how-people-here-call-it')}
          isRequired
        />
        <TextField
          control={form.control}
          name="description"
          label={say('connections.description')}
        />
      </div>
      <div className="kw-field-row">
        <TextField
          control={form.control}
          name="username"
          label={say('connections.account')}
          placeholder={ACCOUNTS[kind]}
          help={say('connections.an-account-of-its-own-with-no')}
          isRequired
        />
        <SecretField
          control={form.control}
          name="password"
          label={say('connections.password')}
          help={say('connections.sealed-at-once-nobody-can-read-it')}
          isRequired
        />
      </div>
      {kind === 'esx' && (
        <SelectField
          control={form.control}
          name="esxAuth"
          label={say('connections.sign-in')}
          help={say('connections.the-vendor-documents-no-sign-in-for')}
          choices={ESX_AUTH}
        />
      )}
    </FormShell>
  );
}
