import type {
  AnyChange,
  ApprovalEvidence,
  approvalOptions as approvalOptionsAnswer,
  approvalOptionsRequest,
  approveRequest,
  ChangeState,
  rejectRequest,
} from '@keyward/contract';
import {
  type Journal,
  jsonb,
  type Queryable,
  type Tables,
  transact,
} from '@keyward/database';
import { sql, type UpdateObject } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';

import { audit } from '../audit/note.ts';
import { databaseTime } from '../database-time.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal, refuseField } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { requireFreshProof } from '../people/fresh-proof.ts';
import { hasEnded, isSignedIn } from '../people/live-session.ts';
import { askForApproval, proveApproval } from './approval-evidence.ts';
import { eraseSecrets, moveChange, noteChangeEvent } from './change-events.ts';
import type { ChangeParts } from './change-parts.ts';
import { type ChangeRecord, getChange, isIntact } from './change-record.ts';
import { lateKeysOf } from './late-keys.ts';
import { isRedirected, lookAgain } from './look-again.ts';
import { heldRoleThen, isAbout, OBSTACLES, obstacleOf } from './may-decide.ts';
import { conflictChecksOf } from './open-conflicts.ts';
import { refuseBlockers } from './preflight.ts';
import { presentChange } from './present-change.ts';
import { countStandingApprovals } from './quorum.ts';
import { valueAt } from './secret-pointers.ts';

export interface Decision<B> {
  id: string;
  body: B;
  caller: Caller;
  origin: Origin;
  signal: AbortSignal;
}

/** Facts older than this are read again before a decision rests on them. */
const GUARD_FRESH_MS = 60_000;

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
 * Approves exactly the digest that the person looked at. The last approval that the policy asks for creates the task
 * in the same transaction, or starts the cool-off.
 *
 * @throws Refusal `self_approval`, `forbidden`, `already_decided`, `invalid_state`, `digest_mismatch`, `change_stale`,
 * or the target's failure when its facts had to be read again; the change is still pending then.
 */
export async function approveChange(
  parts: ChangeParts,
  decision: Decision<z.infer<typeof approveRequest>>,
): Promise<AnyChange> {
  const { id, body, caller, signal } = decision;
  const change = await admitDecision(parts, decision);
  const evidence = await proveApproval(parts, change, body, caller);
  const age =
    (await databaseTime(parts.db)) - change.row.guard_observed_at.getTime();
  if (age > GUARD_FRESH_MS || (await isRedirected(parts.db, change))) {
    await lookAgain(parts, change, { ...decision, signal });
  }
  await transact(parts.db, async (journal) => {
    refuseBlockers(await conflictChecksOf(journal.tx, change));
    await recordDecision(journal, decision, {
      decision: 'approve',
      comment: body.comment ?? null,
      fieldPointer: null,
      evidence,
    });
    const pending = await getChange(journal.tx, id);
    const isEnough =
      (await countStandingApprovals(journal.tx, pending)) >=
      pending.policy.approvals;
    const moved = await moveChange(
      journal,
      id,
      ['pending'],
      isEnough ? approved(pending) : {},
    );
    if (moved === null) throw new Refusal('already_decided');
    if (isEnough && moved.waitingFor === null) {
      await parts.tasks.create(journal, moved);
    }
    await noteChangeEvent(
      journal,
      moved,
      'decided',
      `Approved by ${caller.person.displayName}.`,
    );
    await parts.notices.decided(journal, moved, caller.person, 'approve');
    if (moved.waitingFor === 'secret') {
      await parts.notices.secretWanted(journal, moved);
    }
    auditDecision(journal, decision, moved, {
      code: 'change.approved',
      action: 'approve',
      about: null,
    });
  });
  return presentChange(parts, id, caller);
}

/**
 * From the last approval on the change cools off as long as its policy asks, before anything can claim it; a secret that
 * comes late is waited for after that.
 */
function approved(change: ChangeRecord): UpdateObject<Tables, 'change'> {
  const { coolOffMinutes = 0 } = change.policy;
  if (coolOffMinutes === 0) {
    return lateKeysOf(change).size === 0
      ? { state: 'approved' }
      : { state: 'approved', waiting_for: 'secret' };
  }
  return {
    state: 'approved',
    waiting_for: 'cool_off',
    claimable_at: sql<Date>`now() + make_interval(mins => ${coolOffMinutes})`,
  };
}

/**
 * Options for signing an approval of the change as it is: who may not decide on it, or looks at another digest, hears
 * so before they touch their authenticator.
 *
 * @throws Refusal as `approveChange`, and `passkey_required` for who has none
 */
export async function approvalOptions(
  parts: ChangeParts,
  decision: Decision<z.infer<typeof approvalOptionsRequest>>,
): Promise<z.infer<typeof approvalOptionsAnswer>> {
  const change = await admitDecision(parts, decision);
  return askForApproval(parts, change, decision.caller);
}

/**
 * Rejects with a comment, which may be about one field of the input. The change ends, and its secrets with it.
 *
 * @throws Refusal as `approveChange`, and `validation_failed` for a field that the change does not have
 */
export async function rejectChange(
  parts: ChangeParts,
  decision: Decision<z.infer<typeof rejectRequest>>,
): Promise<AnyChange> {
  const { id, body, caller } = decision;
  const change = await admitDecision(parts, decision);
  const fieldPointer = body.fieldPointer ?? null;
  refuseUnknownField(change, fieldPointer);
  await requireFreshProof(parts.db, caller);
  await transact(parts.db, async (journal) => {
    await recordDecision(journal, decision, {
      decision: 'reject',
      comment: body.comment,
      fieldPointer,
      evidence: null,
    });
    const moved = await moveChange(journal, id, ['pending'], {
      state: 'rejected',
      ended_at: sql<Date>`now()`,
    });
    if (moved === null) throw new Refusal('already_decided');
    await eraseSecrets(journal, id);
    await noteChangeEvent(
      journal,
      moved,
      'decided',
      `Rejected by ${caller.person.displayName}.`,
    );
    await parts.notices.decided(journal, moved, caller.person, 'reject');
    auditDecision(journal, decision, moved, {
      code: 'change.rejected',
      action: 'reject',
      about: fieldPointer,
    });
  });
  return presentChange(parts, id, caller);
}

/** A comment stands beside the field it is about, so that field has to be there. */
function refuseUnknownField(
  { input }: ChangeRecord,
  pointer: string | null,
): void {
  if (
    pointer === null ||
    (pointer.startsWith('/') && valueAt(input, pointer) !== undefined)
  ) {
    return;
  }
  throw refuseField(
    '/fieldPointer',
    'not_found',
    'This change has no such field.',
  );
}

type AnyDecision = Decision<{ digest?: string | undefined }>;

/** Own change first, then role, then state, then content: the order in which people must hear it. */
async function admitDecision(
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

async function isOver(db: Queryable, { row }: ChangeRecord): Promise<boolean> {
  const end = Math.min(row.decide_by.getTime(), row.expires_at.getTime());
  return end <= (await databaseTime(db));
}

/**
 * Every condition stands in the statement: pending, in time by the database's clock, exactly this digest, by somebody
 * who held an approving role when the change was submitted, never the requester nor whom it is about. One person
 * decides once.
 */
async function recordDecision(
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

function auditDecision(
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
