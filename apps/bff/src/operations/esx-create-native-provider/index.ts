import {
  type Check,
  type FrozenInput,
  type Plan,
  type Verification,
} from '@keyward/contract';
import {
  createNativeProviderRequest,
  type EsxClient,
} from '@keyward/esx-client';
import { z } from 'zod';

import { defineOperation, type TargetRun } from '../define-operation.ts';
import { makeCheck } from '../make-check.ts';
import type { Effect, PlainSecrets } from '../operation-module.ts';

type K = 'esx.create-native-provider';
type Input = FrozenInput<K>;

const guard = z.object({
  provider: z.string(),
  existing: z
    .object({ type: z.string(), keyId: z.string().nullable() })
    .nullable(),
});
type Guard = z.infer<typeof guard>;

const KEY_POINTER = '/keyDerivationKey';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const BASE64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Vendor source: ESX host API, create kms provider; both native_spec members are sent although typed optional. */
export const esxCreateNativeProvider = defineOperation<K, Guard>('esx', {
  guard,
  followsUpstreamTask: false,
  searchWords: (input) => [input.provider, input.keyId],
  knownObjects: (input) => [input.provider],
  admit,
  observe,
  plan,
  async apply({ client, request, secrets, signal }) {
    const answer = await client.sendFrozen(request, secrets, signal);
    return { result: `HTTP ${String(answer.status)}` };
  },
  findEffect,
  verify,
});

function admit(input: Input, plain: PlainSecrets): Promise<Check[]> {
  const checks = [
    makeCheck({
      id: 'feature-in-development',
      title: 'Feature in development',
      severity: 'warning',
      passed: false,
      evidence:
        'The vendor marks this interface and each of its fields as a feature in development that may change at any time.',
    }),
    makeCheck({
      id: 'key-id-is-uuid',
      title: 'Key id is a UUID',
      severity: 'warning',
      passed: UUID.test(input.keyId),
      evidence: UUID.test(input.keyId)
        ? 'It has the form of a UUID.'
        : 'It is no UUID; the host decides whether it takes it.',
      field: '/keyId',
    }),
    makeCheck({
      id: 'back-up-the-key',
      title: 'Keep the key derivation key',
      severity: 'info',
      passed: true,
      evidence:
        'The host never returns the key. Without a copy elsewhere, what it encrypts cannot be read on another host.',
    }),
  ];
  const key = plain.get(KEY_POINTER);
  if (key === undefined) return Promise.resolve(checks);
  const isKey = BASE64.test(key) && Buffer.from(key, 'base64').length === 32;
  checks.push(
    makeCheck({
      id: 'key-is-32-bytes',
      title: 'Key is 32 bytes in Base64',
      severity: 'warning',
      passed: isKey,
      evidence: isKey
        ? 'It is Base64 of 32 bytes.'
        : 'It is no Base64 of 32 bytes; the host decides whether it takes it.',
      field: KEY_POINTER,
    }),
  );
  return Promise.resolve(checks);
}

async function observe(
  client: EsxClient,
  input: Input,
): Promise<{ guard: Guard; checks: Check[] }> {
  const existing = await client.getNativeProvider(input.provider);
  const observed: Guard = {
    provider: input.provider,
    existing:
      existing === null ? null : { type: existing.type, keyId: existing.keyId },
  };
  const evidence =
    existing === null
      ? 'The host has no provider of this name.'
      : `The host has a provider of this name already (${existing.type}); its secret cannot be compared. Pick another name.`;
  return {
    guard: observed,
    checks: [
      makeCheck({
        id: 'name-is-free',
        title: 'Name is free',
        severity: 'blocker',
        passed: existing === null,
        evidence,
        field: '/provider',
      }),
    ],
  };
}

function plan(input: Input, observed: Guard): Plan {
  return {
    before: observed,
    after: {
      provider: input.provider,
      existing: { type: 'NATIVE', keyId: input.keyId },
    },
    sentences: [
      `A native key provider “${input.provider}” with key id ${input.keyId} will be created on the host.`,
      'Its key derivation key is sent once and can never be read back.',
    ],
    differences: [
      { label: 'Native key provider', before: null, after: input.provider },
      { label: 'Key id', before: null, after: input.keyId },
      {
        label: 'Key derivation key',
        before: null,
        after: 'supplied with this change',
      },
    ],
    request: createNativeProviderRequest(
      input.provider,
      input.keyId,
      KEY_POINTER,
    ),
  };
}

/** The same name and key id is not the same key: whoever else may have created it, no read can tell. */
async function findEffect({ client, input }: TargetRun<K>): Promise<Effect> {
  const found = await client.getNativeProvider(input.provider);
  if (found === null) return { found: 'not_applied' };
  return {
    found: 'unknown',
    why: 'A provider of this name is on the host, but its secret cannot be compared with ours.',
  };
}

async function verify({ client, input }: TargetRun<K>): Promise<Verification> {
  const found = await client.getNativeProvider(input.provider);
  if (found === null) {
    return {
      level: 'none',
      proved: [],
      notProved: [],
      contradiction: 'The host has no provider of this name.',
    };
  }
  if (found.type !== 'NATIVE') {
    return {
      level: 'none',
      proved: [],
      notProved: [],
      contradiction: `The provider is of type ${found.type}.`,
    };
  }
  if (
    found.keyId !== null &&
    found.keyId.toLowerCase() !== input.keyId.toLowerCase()
  ) {
    return {
      level: 'none',
      proved: [],
      notProved: [],
      contradiction: 'The provider has another key id.',
    };
  }
  const proved = ['The host has the provider, of type NATIVE.'];
  const notProved = ['The key derivation key: the host never returns it.'];
  (found.keyId === null ? notProved : proved).push('Its key id.');
  return { level: 'partial', proved, notProved };
}
