import type {
  AnyChange,
  approvalOptions as approvalOptionsAnswer,
  approvalOptionsRequest,
  approveRequest,
  rejectRequest,
} from '@keyward/contract';
import { type Tables, transact } from '@keyward/database';
import { sql, type UpdateObject } from 'kysely';
import type { z } from 'zod';

import { databaseTime } from '../database-time.ts';
import { Refusal, refuseField } from '../http/refusal.ts';
import { requireFreshProof } from '../people/fresh-proof.ts';
import { admitDecision, type Decision } from './admit-decision.ts';
import { askForApproval, proveApproval } from './approval-evidence.ts';
import { eraseSecrets, moveChange, noteChangeEvent } from './change-events.ts';
import type { ChangeParts } from './change-parts.ts';
import { type ChangeRecord, getChange } from './change-record.ts';
import { lateKeysOf } from './late-keys.ts';
import { isRedirected, lookAgain } from './look-again.ts';
import { conflictChecksOf } from './open-conflicts.ts';
import { refuseBlockers } from './preflight.ts';
import { presentChange } from './present-change.ts';
import { countStandingApprovals } from './quorum.ts';
import { auditDecision, recordDecision } from './record-decision.ts';
import { valueAt } from './secret-pointers.ts';

/** Facts older than this are read again before a decision rests on them. */
const GUARD_FRESH_MS = 60_000;

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
