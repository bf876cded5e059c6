import {
  type Check,
  type FrozenInput,
  json,
  operationContract,
  type OperationId,
  type SecretBindings,
} from '@keyward/contract';
import { readCertificate } from '@keyward/pki';

import { makeCheck } from '../operations/make-check.ts';
import { valueAt } from './secret-pointers.ts';

/** SHA-256 of the public key that each late secret must have, by the secret's pointer. */
export type ExpectedKeys = ReadonlyMap<string, string>;

/** What the certificates of an input say about the keys that come later. The input is admitted already. */
export async function expectedKeys(
  operation: OperationId,
  frozen: FrozenInput<OperationId>,
  late: readonly string[],
): Promise<ExpectedKeys> {
  const { lateSecrets = {} } = operationContract(operation);
  const input = json.parse(frozen);
  return new Map(
    await Promise.all(
      late.map(async (pointer): Promise<[string, string]> => {
        const pem = valueAt(input, lateSecrets[pointer] ?? '');
        const { leaf } = await readCertificate(
          typeof pem === 'string' ? pem : '',
        );
        return [pointer, leaf.publicKeySha256];
      }),
    ),
  );
}

/** What approvers are told of a key that they approve without seeing it. */
export function lateChecks(keys: ExpectedKeys): Check[] {
  return [...keys].map(([field, publicKeySha256]) =>
    makeCheck({
      id: 'key-comes-late',
      title: 'The private key is not kept',
      severity: 'info',
      passed: true,
      evidence: `The requester supplies it after the approval. Only the key whose public key has SHA-256 ${publicKeySha256} is taken.`,
      field,
    }),
  );
}

/** The public keys that a change waits for, by pointer: empty when its secrets are sealed or it has none. */
export function lateKeysOf({
  secrets,
}: {
  secrets: SecretBindings;
}): ExpectedKeys {
  return new Map(
    Object.entries(secrets).flatMap(([pointer, binding]) =>
      binding.delivery === 'late'
        ? [[pointer, binding.publicKeySha256] as const]
        : [],
    ),
  );
}
