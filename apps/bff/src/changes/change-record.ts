import { changeDigest } from '@keyward/approval-proof';
import {
  changeState,
  check,
  frozenTarget,
  json,
  movedFact,
  operationId,
  plan,
  policySnapshot,
  secretBindings,
  waitingFor,
} from '@keyward/contract';
import type { ChangeRow, Queryable } from '@keyward/database';
import { z } from 'zod';

import { Refusal } from '../http/refusal.ts';
import { changeReference } from '../references.ts';

/** A change as the console works with it. */
export type ChangeRecord = ReturnType<typeof readChangeRow>;

/** Parses the words and documents of a row. */
export function readChangeRow(row: ChangeRow) {
  return {
    row,
    id: row.id,
    reference: changeReference(row.number),
    operation: operationId.parse(row.operation),
    connectionId: row.connection_id,
    state: changeState.parse(row.state),
    waitingFor: waitingFor.nullable().parse(row.waiting_for),
    target: frozenTarget.parse(row.frozen_target),
    input: json.parse(row.input),
    secrets: secretBindings.parse(row.secrets),
    plan: plan.parse(row.plan),
    checks: z.array(check).parse(row.checks),
    guard: json.parse(row.guard),
    policy: policySnapshot.parse(row.policy),
    moved: z.array(movedFact).parse(row.moved),
    requesterId: row.requester_id,
    digest: row.digest,
  };
}

/** @throws Refusal `not_found` */
export async function getChange(
  db: Queryable,
  id: string,
): Promise<ChangeRecord> {
  const row = await db
    .selectFrom('change')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) {
    throw new Refusal('not_found', { detail: 'There is no such change.' });
  }
  return readChangeRow(row);
}

/** The digest of what is stored now. It differs from the stored digest only when a row was altered. */
function recomputeDigest(change: ChangeRecord): string {
  const { row } = change;
  return changeDigest({
    changeId: change.id,
    operation: change.operation,
    target: change.target,
    input: change.input,
    secrets: change.secrets,
    request: change.plan.request,
    guard: change.guard,
    after: change.plan.after,
    reason: row.reason,
    ticket: row.ticket,
    policy: change.policy,
    requester: change.requesterId,
    nonce: row.nonce,
    expiresAt: row.expires_at.toISOString(),
  });
}

export function isIntact(change: ChangeRecord): boolean {
  return recomputeDigest(change) === change.digest;
}
