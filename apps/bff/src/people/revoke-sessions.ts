import { type Database, transact } from '@keyward/database';

import { audit } from '../audit/note.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from './caller.ts';
import { endSession, endSessionsOf } from './end-sessions.ts';
import { requireFreshProof } from './fresh-proof.ts';
import { liveSessions } from './sessions.ts';

/**
 * Ends one session: one's own freely, somebody else's as who manages people and with a fresh proof.
 *
 * @throws Refusal `not_found` also for a session that the caller may not see, `step_up_required`
 */
export async function revokeSession(
  db: Database,
  caller: Caller,
  sid: string,
  origin: Origin,
): Promise<void> {
  const found = await liveSessions(db)
    .where('session.sid', '=', sid)
    .executeTakeFirst();
  const isOwn = found?.id === caller.person.id;
  if (found === undefined) throw new Refusal('not_found');
  if (!isOwn && !caller.permissions.includes('people:manage')) {
    // Answered as if there were no such session, and audited as what it is.
    const refusal = new Refusal('not_found');
    refusal.denial = { object: sid, reason: 'session of somebody else' };
    throw refusal;
  }
  if (!isOwn) await requireFreshProof(db, caller);
  await transact(db, async (journal) => {
    const because = isOwn ? 'ended_by_person' : 'ended_by_admin';
    if (!(await endSession(journal.tx, sid, because))) return;
    audit(journal, {
      code: 'session.revoked',
      caller,
      origin,
      action: 'end session',
      object: sid,
      detail: isOwn ? 'own' : `of person ${found.id}`,
    });
  });
}

/** Ends every session of the caller's person except the one that asks. */
export async function revokeOtherSessions(
  db: Database,
  caller: Caller,
  origin: Origin,
): Promise<void> {
  await transact(db, async (journal) => {
    const ended = await endSessionsOf(
      journal.tx,
      caller.person.id,
      'ended_by_person',
      caller.sid,
    );
    if (ended === 0) return;
    audit(journal, {
      code: 'session.revoked',
      caller,
      origin,
      action: 'end other sessions',
      object: caller.person.id,
      detail: `${String(ended)} ended`,
    });
  });
}
