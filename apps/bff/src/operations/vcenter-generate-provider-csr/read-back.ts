import type { Verification } from '@keyward/contract';
import { readCsr } from '@keyward/pki';
import { TASK_NAMES } from '@keyward/vcenter-client';

import type { TargetRun } from '../define-operation.ts';
import type { Applied, Effect } from '../operation-module.ts';
import { findTaskOfOurs } from '../upstream-task-of-ours.ts';
import type { Guard, K } from './guard.ts';
import { presentCsr } from './present-csr.ts';

/**
 * A lost answer: a CSR with another key than before shows that one was made, else a task of the same kind that began
 * after our intent. Somebody who makes a CSR past Keyward in the same moments is taken for us; the CSR that is there
 * then is still the one to have signed, because it is the only one the provider has.
 */
export async function findEffect(
  run: TargetRun<K>,
  observed: Guard,
): Promise<Effect> {
  const { client, input, signal } = run;
  const csr = await presentCsr(client, input, signal);
  if (csr !== null && csr.publicKeySha256 !== keyBefore(observed)) {
    return { found: 'applied', applied: {} };
  }
  return findTaskOfOurs(client, {
    ...run,
    names: TASK_NAMES.generateProviderCsr,
    targets: [input.trustAuthorityCluster, input.provider],
  });
}

const KEY_STAYS =
  'That the provider holds the private key: it never leaves vCenter. An accepted answer to this CSR will show it.';

/** Reads the CSR back, past the task that made it, and compares the two. */
export async function verify(
  { client, input, signal }: TargetRun<K>,
  observed: Guard,
  applied: Applied,
): Promise<Verification> {
  const csr = await presentCsr(client, input, signal);
  const said = await publicKeyOf(applied.result);
  const contradiction =
    csr === null
      ? 'The provider has no CSR.'
      : csr.publicKeySha256 === keyBefore(observed)
        ? 'The provider still has the CSR that it had before.'
        : said !== null && said !== csr.publicKeySha256
          ? 'The provider has another CSR than the one that its task made.'
          : null;
  const seen =
    csr === null
      ? []
      : [
          `Its CSR is for ${csr.subject}, ${csr.keyType}, public key SHA-256 ${csr.publicKeySha256}.`,
        ];
  if (csr === null || contradiction !== null) {
    return {
      level: 'none',
      proved: [],
      notProved: [],
      observed: seen,
      ...(contradiction === null ? {} : { contradiction }),
    };
  }
  return {
    level: 'partial',
    proved: [
      `The provider has a new CSR, public key SHA-256 ${csr.publicKeySha256}.`,
      ...(said === null ? [] : ['It is the one that vCenter’s task returned.']),
    ],
    notProved: [
      ...(said === null
        ? ['That it is the one this change made: its task’s result was lost.']
        : []),
      KEY_STAYS,
    ],
    observed: seen,
    made: [{ kind: 'csr', text: csr.pem }],
  };
}

function keyBefore({ csr }: Guard): string | null {
  return csr?.publicKeySha256 ?? null;
}

async function publicKeyOf(pem: string | undefined): Promise<string | null> {
  if (pem === undefined) return null;
  return readCsr(pem).then(
    (csr) => csr.publicKeySha256,
    () => null,
  );
}
