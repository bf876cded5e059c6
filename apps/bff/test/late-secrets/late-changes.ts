import type { ChangeDetail } from '@keyward/contract';
import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

import { approve, type ChangeRequest, submit } from '../support/changes.ts';
import type { ConsoleUnderTest } from '../support/console-under-test.ts';
import type { Person } from '../support/person.ts';
import type { Answer } from '../support/send.ts';

const pair = z.object({ certificate: z.string(), privateKey: z.string() });
export type Pair = z.infer<typeof pair>;

export const KEY_POINTER = '/keySource/privateKey';
/** Where an answer names the supplied key: the pointer, escaped, is one member of `secrets`. */
export const KEY_FIELD = '/secrets/~1keySource~1privateKey';

/** A new certificate with its key, made by the simulator now. */
export async function newPair(console: ConsoleUnderTest): Promise<Pair> {
  return pair.parse(
    await console.control('vc-ta').call('GET', '/demo-certificate?case=valid'),
  );
}

/** A change of a provider's client certificate; without a key unless `keySource` brings one. */
export function replaceCertificate(
  console: ConsoleUnderTest,
  certificate: string,
  more: Record<string, unknown> = { secretDelivery: 'late' },
  keySource: Record<string, unknown> = { type: 'PAIR' },
): ChangeRequest {
  return {
    operation: 'vcenter.update-provider-client-certificate',
    connectionId: console.connectionId('vc-ta'),
    input: {
      trustAuthorityCluster: 'domain-c101',
      provider: 'kmip-prod',
      certificate,
      keySource,
    },
    reason: 'The old one runs out',
    ...more,
  };
}

/** An approved change that waits for its key. */
export async function awaitingKey(
  console: ConsoleUnderTest,
  { requester, approver }: { requester: Person; approver: Person },
): Promise<{ change: ChangeDetail; keys: Pair }> {
  const keys = await newPair(console);
  const change = await approve(
    approver,
    await submit(requester, replaceCertificate(console, keys.certificate)),
  );
  return { change, keys };
}

export function supply(
  person: Person,
  change: { id: string; digest: string },
  privateKey: string,
  more: Record<string, unknown> = {},
): Promise<Answer> {
  return person.call('POST', `/api/changes/${change.id}/secrets`, {
    digest: change.digest,
    secrets: { [KEY_POINTER]: privateKey },
    ...more,
  });
}

/** The same key behind a passphrase. */
export function encrypted(privateKey: string): string {
  return createPrivateKey(privateKey)
    .export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'a passphrase of this test',
    })
    .toString();
}
