import type { DatabaseTransaction } from '@keyward/database';
import { sql } from 'kysely';

import { hashToken } from './sessions.ts';

/** Why a session ended before its time; kept with it for whoever looks back. */
export type EndedBecause =
  | 'signed_out'
  | 'signed_in_again'
  | 'ended_by_person'
  | 'ended_by_admin'
  | 'password_changed'
  | 'roles_changed'
  | 'person_disabled'
  | 'sign_in_reset';

/**
 * Ends one session at once: its token answers 401 from the commit on, its streams notice at their next check.
 *
 * @returns whether it was still open
 */
export async function endSession(
  tx: DatabaseTransaction,
  sid: string,
  because: EndedBecause,
): Promise<boolean> {
  const ended = await ending(tx, because)
    .where('sid', '=', sid)
    .returning('sid')
    .executeTakeFirst();
  return ended !== undefined;
}

/** Ends every session of a person, except one where that is said. @returns how many were open */
export async function endSessionsOf(
  tx: DatabaseTransaction,
  personId: string,
  because: EndedBecause,
  exceptSid?: string,
): Promise<number> {
  const all = ending(tx, because).where('person_id', '=', personId);
  const chosen =
    exceptSid === undefined ? all : all.where('sid', '<>', exceptSid);
  return (await chosen.returning('sid').execute()).length;
}

/** A new sign-in never continues an old session, so a planted cookie is worth nothing. */
export async function endSessionOfToken(
  tx: DatabaseTransaction,
  token: string | null,
): Promise<void> {
  if (token === null) return;
  await ending(tx, 'signed_in_again')
    .where('token_hash', '=', hashToken(token))
    .execute();
}

function ending(tx: DatabaseTransaction, because: EndedBecause) {
  return tx
    .updateTable('session')
    .set({ revoked_at: sql<Date>`now()`, ended_because: because })
    .where('revoked_at', 'is', null);
}
