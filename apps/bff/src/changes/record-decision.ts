import type { ApprovalEvidence } from '@keyward/contract';
import { type Journal, jsonb } from '@keyward/database';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';

import { audit } from '../audit/note.ts';
import { Refusal } from '../http/refusal.ts';
import { hasEnded, isSignedIn } from '../people/live-session.ts';
import { type AnyDecision, type Decision, isOver } from './admit-decision.ts';
import { type ChangeRecord, getChange } from './change-record.ts';
import { heldRoleThen, isAbout, OBSTACLES, obstacleOf } from './may-decide.ts';

/**
 * Every condition stands in the statement: pending, in time by the database's clock, exactly this digest, by somebody
 * who held an approving role when the change was submitted, never the requester nor whom it is about. One person
 * decides once.
 *
 * @throws Refusal `already_decided`, `invalid_state`, `forbidden` or `unauthenticated`: which condition did not hold
 */
export async function recordDecision(
  journal: Journal,
  { id, body, caller }: Decision<{ digest: string }>,
  made: {
    decision: 'approve' | 'reject';
    comment: string | null;
    fieldPointer: string | null;
    evidence: ApprovalEvidence | null;
  },
): Promise<void> {
  const { decision, comment, fieldPointer } = made;
  const evidence = made.evidence === null ? null : jsonb(made.evidence);
  // The row lock orders two people who decide at once.
  await journal.tx
    .selectFrom('change')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const { rows } = await sql`
    insert into approval (id, change_id, person_id, decision, comment, field_pointer, digest, evidence)
    select ${uuidv7()}, change.id, ${caller.person.id}, ${decision}, ${comment}, ${fieldPointer}, ${body.digest}, ${evidence}
    from change
    where change.id = ${id} and change.state = 'pending'
      and change.expires_at > clock_timestamp() and change.decide_by > clock_timestamp()
      and change.digest = ${body.digest} and change.requester_id <> ${caller.person.id}
      and not ${isAbout(sql`${caller.person.id}`)}
      and ${heldRoleThen(sql`${caller.person.id}`)}
      and ${isSignedIn(caller)}
    on conflict (change_id, person_id) do nothing
    returning id`.execute(journal.tx);
  if (rows.length === 1) return;
  const now = await getChange(journal.tx, id);
  if (now.state === 'pending') {
    if (await isOver(journal.tx, now)) {
      throw new Refusal('invalid_state', {
        detail: 'The time to decide is over.',
      });
    }
    const obstacle = await obstacleOf(journal.tx, now, caller);
    if (obstacle !== null) {
      throw new Refusal('forbidden', { detail: OBSTACLES[obstacle] });
    }
    if (await hasEnded(journal, caller)) throw new Refusal('unauthenticated');
  }
  throw new Refusal('already_decided');
}

/** The row of a decision in the audit log, with the digest that was decided on. */
export function auditDecision(
  journal: Journal,
  { caller, origin }: AnyDecision,
  change: ChangeRecord,
  made: {
    code: 'change.approved' | 'change.rejected';
    action: string;
    /** The field that the comment is about. */
    about: string | null;
  },
): void {
  audit(journal, {
    code: made.code,
    caller,
    origin,
    action: made.action,
    object: change.id,
    changeHash: change.digest,
    detail:
      made.about === null
        ? change.reference
        : `${change.reference}, about ${made.about}`,
  });
}
