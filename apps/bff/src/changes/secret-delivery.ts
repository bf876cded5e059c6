import {
  type FrozenInput,
  operationContract,
  type OperationId,
  type SubmitChangeRequest,
} from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import { type Refusal, refuseField } from '../http/refusal.ts';
import { readPolicyInForce } from '../policy/policy-in-force.ts';
import {
  freezeLate,
  freezePreviewed,
  freezeSubmitted,
  type FrozenSubmission,
  latePlaces,
} from './freeze-input.ts';
import { valueAt } from './secret-pointers.ts';

type Asked = Pick<
  SubmitChangeRequest,
  'operation' | 'input' | 'secretDelivery'
>;

/**
 * Freezes what was submitted, its secrets in it or to come later: as the requester chose, or as the policy wants it.
 *
 * @throws Refusal naming the field: a key that the policy wants later, or one that was to come later
 */
export async function freezeWithDelivery(
  db: Queryable,
  { operation, input, secretDelivery }: Asked,
): Promise<FrozenSubmission> {
  const sent = lateable(operation).find(
    (pointer) => valueAt(input, pointer) !== undefined,
  );
  if (await wantsLate(db, operation)) {
    if (sent !== undefined) throw wantedLater(sent);
    return freezeLate(operation, input);
  }
  if (secretDelivery !== 'late') return freezeSubmitted(operation, input);
  if (sent !== undefined) {
    throw refuseField(
      `/input${sent}`,
      'secret_not_wanted',
      'Leave the private key out; you supply it after the approval.',
    );
  }
  refuseUnlessLateable(operation);
  const frozen = freezeLate(operation, input);
  if (frozen.late.length === 0) throw nothingLate();
  return frozen;
}

/** The same for a preview, in which no secret ever is. */
export async function freezePreviewWithDelivery(
  db: Queryable,
  { operation, input, secretDelivery }: Asked,
): Promise<{
  frozen: FrozenInput<OperationId>;
  late: readonly string[];
}> {
  if (secretDelivery === 'late') refuseUnlessLateable(operation);
  const frozen = freezePreviewed(operation, input);
  const places = latePlaces(operation, frozen);
  const [first] = places;
  if (secretDelivery === 'late' && first === undefined) throw nothingLate();
  const isWanted = await wantsLate(db, operation);
  if (isWanted && secretDelivery === 'sealed' && first !== undefined) {
    throw wantedLater(first);
  }
  return { frozen, late: isWanted || secretDelivery === 'late' ? places : [] };
}

function lateable(operation: OperationId): string[] {
  return Object.keys(operationContract(operation).lateSecrets ?? {});
}

async function wantsLate(
  db: Queryable,
  operation: OperationId,
): Promise<boolean> {
  if (lateable(operation).length === 0) return false;
  const { document } = await readPolicyInForce(db);
  return document.privateKeys === 'late';
}

function refuseUnlessLateable(operation: OperationId): void {
  if (lateable(operation).length > 0) return;
  throw refuseField(
    '/secretDelivery',
    'not_late',
    'Nothing public of this operation could prove a secret that comes later; send it sealed.',
  );
}

function nothingLate(): Refusal {
  return refuseField(
    '/secretDelivery',
    'not_late',
    'This change has no private key that could come later.',
  );
}

function wantedLater(pointer: string): Refusal {
  return refuseField(
    `/input${pointer}`,
    'late_only',
    'The policy lets no private key be kept while approval waits. Submit without the key; you supply it after the approval.',
  );
}
