import type { Journal } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

import type { Caller } from './caller.ts';

/** A condition for a statement: a session that ended while something was read or checked does nothing any more. */
export function isSignedIn({ sid }: Pick<Caller, 'sid'>): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from session
    where session.sid = ${sid} and session.revoked_at is null
      and session.expires_at > clock_timestamp())`;
}

export async function hasEnded(
  journal: Journal,
  caller: Pick<Caller, 'sid'>,
): Promise<boolean> {
  const { rows } = await sql<{
    live: boolean;
  }>`select ${isSignedIn(caller)} as live`.execute(journal.tx);
  return rows[0]?.live !== true;
}
