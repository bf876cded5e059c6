import type { Queryable } from '@keyward/database';

import { liveSessions } from '../people/sessions.ts';
import type { SignInAttempt } from './sign-in-attempt.ts';

export interface OpenSession {
  sid: string;
  personId: string;
}

/** The session that an attempt was started in, if it still counts. */
export async function sessionOfAttempt(
  db: Queryable,
  { sid }: SignInAttempt,
): Promise<OpenSession | null> {
  if (sid === null) return null;
  const found = await liveSessions(db)
    .where('session.sid', '=', sid)
    .executeTakeFirst();
  return found === undefined ? null : { sid: found.sid, personId: found.id };
}

/** How far the clocks of the console and the provider may be apart. */
const TOLERANCE_MS = 30_000;

/** Whether the provider asked after this attempt began: what it remembered from before proves nothing new. */
export function wasAskedAgain(
  authenticatedAt: Date | null,
  { startedAt }: SignInAttempt,
): authenticatedAt is Date {
  return (
    authenticatedAt !== null &&
    authenticatedAt.getTime() >= startedAt - TOLERANCE_MS
  );
}
