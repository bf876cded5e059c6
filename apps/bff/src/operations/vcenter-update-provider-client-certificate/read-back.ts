import type { Verification } from '@keyward/contract';
import { readCertificate } from '@keyward/pki';
import { TASK_NAMES, type VcenterClient } from '@keyward/vcenter-client';

import type { TargetRun } from '../define-operation.ts';
import type { Effect } from '../operation-module.ts';
import { findTaskOfOurs } from '../upstream-task-of-ours.ts';
import type { Guard, Input, K } from './guard.ts';

/** A lost answer: the certificate tells, else a task of the same kind that began after our intent. */
export async function findEffect(
  run: TargetRun<K>,
  observed: Guard,
): Promise<Effect> {
  const { client, input, signal } = run;
  if (
    (await currentFingerprint(client, input, signal)) === observed.next.sha256
  ) {
    return { found: 'applied', applied: { result: 'found by reading back' } };
  }
  return findTaskOfOurs(client, {
    ...run,
    names: TASK_NAMES.updateProviderClientCertificate,
    targets: [input.trustAuthorityCluster, input.provider],
  });
}

/** The provider's certificate, with both halves of trust beside it. */
export async function verify(
  { client, input, signal }: TargetRun<K>,
  observed: Guard,
): Promise<Verification> {
  const now = await currentFingerprint(client, input, signal);
  const info = await client.trustAuthorityKmsProviders
    .get(input.trustAuthorityCluster, input.provider, { signal })
    .catch(() => null);
  const seen = (info?.servers ?? []).map(
    (each) =>
      `${each.name}: health ${each.health}, client trusts server ${word(each.clientTrustsServer)}, server trusts client ${word(each.serverTrustsClient)}.`,
  );
  if (now !== observed.next.sha256) {
    return {
      level: 'none',
      proved: [],
      notProved: [],
      contradiction: 'The provider has another certificate than the new one.',
      observed: [`Its certificate has SHA-256 ${now ?? 'none'}.`, ...seen],
    };
  }
  const proved = [
    `The provider has the certificate with SHA-256 ${observed.next.sha256}.`,
  ];
  const notProved =
    input.keySource.type === 'PAIR'
      ? ['The private key: vCenter never returns it.']
      : [];
  return {
    level: notProved.length === 0 ? 'full' : 'partial',
    proved,
    notProved,
    observed: seen,
  };
}

function word(value: boolean | null): string {
  if (value === null) return 'unknown';
  return value ? 'yes' : 'no';
}

async function currentFingerprint(
  client: VcenterClient,
  input: Input,
  signal: AbortSignal,
): Promise<string | null> {
  const pem = await client.providerClientCertificate.get(
    input.trustAuthorityCluster,
    input.provider,
    { signal },
  );
  if (pem === null) return null;
  return readCertificate(pem).then(
    ({ leaf }) => leaf.sha256,
    () => null,
  );
}
