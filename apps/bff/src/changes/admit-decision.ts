import type { ChangeState } from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import { databaseTime } from '../database-time.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import type { ChangeParts } from './change-parts.ts';
import { type ChangeRecord, getChange, isIntact } from './change-record.ts';
import { OBSTACLES, obstacleOf } from './may-decide.ts';

/** What one person asks about one change, and who they are. */
export interface Decision<B> {
  id: string;
  body: B;
  caller: Caller;
  origin: Origin;
  signal: AbortSignal;
}

/** Where the body names no digest, the person looks at the change as it is. */
export type AnyDecision = Decision<{ digest?: string | undefined }>;

const DECIDED = new Set<ChangeState>([
  'approved',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'outcome_unknown',
  'rejected',
]);

/**
 * The change, when this person may decide on it now. Own change first, then role, then state, then content: the order
 * in which people must hear it.
 *
 * @throws Refusal `not_found`, `self_approval`, `forbidden`, `already_decided`, `invalid_state` or `digest_mismatch`
 */
export async function admitDecision(
  parts: ChangeParts,
  decision: AnyDecision,
): Promise<ChangeRecord> {
  const { caller } = decision;
  if (!caller.permissions.includes('changes:read')) {
    throw new Refusal('forbidden');
  }
  const change = await getChange(parts.db, decision.id);
  if (change.requesterId === caller.person.id) {
    throw denied(parts, decision, 'self_approval');
  }
  const obstacle = await obstacleOf(parts.db, change, caller);
  if (obstacle !== null) {
    throw denied(parts, decision, 'forbidden', OBSTACLES[obstacle]);
  }
  await refuseWrongState(parts.db, change);
  await refuseSecondDecision(parts, decision);
  const looksAt = decision.body.digest ?? change.digest;
  if (looksAt !== change.digest) {
    throw new Refusal('digest_mismatch', {
      nextStep: 'Reload the change and look at it again before you decide.',
    });
  }
  if (!isIntact(change)) {
    throw new Refusal('digest_mismatch', {
      detail:
        'What is stored is no longer what was submitted: somebody altered the database.',
      nextStep: 'Do not decide. Tell whoever runs this console.',
    });
  }
  return change;
}

/** One person decides once, and hears so before anything is asked of them. */
async function refuseSecondDecision(
  { db }: ChangeParts,
  { id, caller }: AnyDecision,
): Promise<void> {
  const decided = await db
    .selectFrom('approval')
    .select('id')
    .where('change_id', '=', id)
    .where('person_id', '=', caller.person.id)
    .executeTakeFirst();
  if (decided === undefined) return;
  throw new Refusal('already_decided', {
    detail: 'You have decided on this change already.',
  });
}

function denied(
  parts: ChangeParts,
  { caller, origin }: AnyDecision,
  code: 'self_approval' | 'forbidden',
  detail?: string,
): Refusal {
  parts.denials.note({ caller, origin, code, route: 'decideChange' });
  return new Refusal(
    code,
    code === 'self_approval'
      ? { nextStep: 'Ask another person to look at it.' }
      : detail === undefined
        ? {}
        : { detail },
  );
}

async function refuseWrongState(
  db: Queryable,
  change: ChangeRecord,
): Promise<void> {
  if (change.state === 'pending') {
    if (!(await isOver(db, change))) return;
    throw new Refusal('invalid_state', {
      detail: 'The time to decide is over.',
      nextStep: 'Copy it into a new change.',
    });
  }
  if (DECIDED.has(change.state)) throw new Refusal('already_decided');
  throw new Refusal('invalid_state', {
    detail: `The change is ${change.state}.`,
    nextStep: 'Copy it into a new change.',
  });
}

/** Whether the time to decide has run out, by the database's clock. */
export async function isOver(
  db: Queryable,
  { row }: ChangeRecord,
): Promise<boolean> {
  const end = Math.min(row.decide_by.getTime(), row.expires_at.getTime());
  return end <= (await databaseTime(db));
}
