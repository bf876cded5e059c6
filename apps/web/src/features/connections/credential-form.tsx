import {
  createConnectionRequest,
  esxAuth,
  type EsxAuth,
  type SystemKind,
} from '@keyward/contract';
import { useMemo, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';

import type { AnyProblem } from '../../api/api-problem.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { SecretField } from '../../form/secret-field.tsx';
import { SelectField } from '../../form/select-field.tsx';
import { TextField } from '../../form/text-field.tsx';

export interface Credential {
  name: string;
  description: string;
  username: string;
  password: string;
  esxAuth: EsxAuth;
}

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
  name: 'Name',
  description: 'Description',
  username: 'Account',
  password: 'Password',
  esxAuth: 'Sign-in',
};
const ACCOUNTS: Readonly<Record<SystemKind, string>> = {
  vcenter: 'keyward@vsphere.local',
  esx: 'keyward',
  ontap: 'keyward',
};
const ESX_AUTH = [
  { value: 'vi-json', label: 'VI/JSON session (ESX 8.0 and later)' },
  { value: 'api-session', label: 'API session' },
  { value: 'basic', label: 'Basic authentication' },
];

function fieldOf(pointer: string): string | null {
  return FIELDS[pointer] ?? null;
}

export function credentialBody(values: Credential, kind: SystemKind) {
  return {
    name: values.name,
    ...(values.description.trim() === ''
      ? {}
      : { description: values.description }),
    credential: { username: values.username, password: values.password },
    ...(kind === 'esx' ? { esxAuth: esxAuth.parse(values.esxAuth) } : {}),
  };
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
      label="Name and account"
      pending={pending}
      error={problem}
      root=""
      fieldOf={fieldOf}
      nameOf={(path) => NAMES[path] ?? 'Connection'}
      submitLabel="Add and test"
      pendingLabel="Signing in"
      onSubmit={onSubmit}
    >
      <div className="kw-field-row">
        <TextField
          control={form.control}
          name="name"
          label="Name"
          help="How people here call it."
          isRequired
        />
        <TextField
          control={form.control}
          name="description"
          label="Description"
        />
      </div>
      <div className="kw-field-row">
        <TextField
          control={form.control}
          name="username"
          label="Account"
          placeholder={ACCOUNTS[kind]}
          help="An account of its own, with no more than the privileges its operations need."
          isRequired
        />
        <SecretField
          control={form.control}
          name="password"
          label="Password"
          help="Sealed at once; nobody can read it back."
          isRequired
        />
      </div>
      {kind === 'esx' && (
        <SelectField
          control={form.control}
          name="esxAuth"
          label="Sign-in"
          help="The vendor documents no sign-in for this interface. Choose the one your host accepts; the test says whether it did."
          choices={ESX_AUTH}
        />
      )}
    </FormShell>
  );
}
