import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

import { type ChangeRequest, newProvider } from '../support/changes.ts';
import type { CanaryStage } from './stage.ts';

const pair = z.object({ certificate: z.string(), privateKey: z.string() });
const tokens = z.object({
  overflowToken: z.string(),
  expandedAccessToken: z.string(),
});

export type KeyForm = 'pkcs8' | 'sec1';

/** Notes a private key as the text that is sent and as the bytes within. */
export function notePrivateKey(
  { book }: CanaryStage,
  kind: string,
  pem: string,
  home: string | null = 'vc-ta',
): string {
  book.note(kind, pem, home);
  book.note(
    kind,
    createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }),
    home,
  );
  return pem;
}

/** A certificate and its key in this form; the key is noted by its kind. */
export async function newPair(
  stage: CanaryStage,
  kind: string,
  form: KeyForm = 'pkcs8',
): Promise<{ certificate: string; privateKey: string }> {
  const made = pair.parse(
    await stage.control('vc-ta').call('GET', '/demo-certificate?case=valid'),
  );
  const pem = String(
    createPrivateKey(made.privateKey).export({ type: form, format: 'pem' }),
  );
  return { ...made, privateKey: notePrivateKey(stage, kind, pem) };
}

export function derivationKey(
  stage: CanaryStage,
  input: Record<string, unknown> = {},
): ChangeRequest {
  return newProvider(stage, {
    keyDerivationKey: stage.book.makeKey('key derivation key', 'esx-01'),
    ...input,
  });
}

export function keyServers(
  stage: CanaryStage,
  ...servers: string[]
): ChangeRequest {
  return {
    operation: 'ontap.add-key-servers',
    connectionId: stage.connectionId('ontap-01'),
    input: {
      keyManager: ONTAP_KEY_MANAGERS.finance,
      servers: servers.map((server) => ({
        server,
        username: 'kmip-user',
        password: stage.book.make('KMIP password', 'ontap-01'),
      })),
    },
    reason: 'More key servers',
  };
}

export function clientCertificate(
  stage: CanaryStage,
  { certificate, privateKey }: { certificate: string; privateKey: string },
  provider = 'kmip-prod',
): ChangeRequest {
  return {
    operation: 'vcenter.update-provider-client-certificate',
    connectionId: stage.connectionId('vc-ta'),
    input: {
      trustAuthorityCluster: 'domain-c101',
      provider,
      certificate,
      keySource: { type: 'PAIR', privateKey },
    },
    reason: 'The old one runs out',
  };
}

export async function expandedToken(
  stage: CanaryStage,
  what: string,
): Promise<ChangeRequest> {
  const made = tokens.parse(
    await stage.control('vc-91').call('GET', `/demo-tokens?case=${what}`),
  );
  stage.book.note('overflow token', made.overflowToken, 'vc-91');
  stage.book.note('expanded access token', made.expandedAccessToken, 'vc-91');
  return {
    operation: 'vcenter.register-expanded-token',
    connectionId: stage.connectionId('vc-91'),
    input: made,
    reason: 'The automation needs it',
  };
}
