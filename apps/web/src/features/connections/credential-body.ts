import { esxAuth, type EsxAuth, type SystemKind } from '@keyward/contract';

/** What the last step of a new connection asks. */
export interface Credential {
  name: string;
  description: string;
  username: string;
  password: string;
  esxAuth: EsxAuth;
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
