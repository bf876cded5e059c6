import type { Session } from '@keyward/contract';

import { databaseTime } from '../database-time.ts';
import { sessionCookies } from '../http/session-cookie.ts';
import type { SignedIn } from '../people/open-session.ts';
import {
  presentSession,
  type SessionParts,
} from '../people/present-session.ts';

/** The answer to whoever has just got a session or a new token for it: the cookie lives as long as the session may. */
export async function sessionReply(
  parts: SessionParts,
  { token, caller }: SignedIn,
): Promise<{ body: Session; headers: { 'Set-Cookie': string[] } }> {
  const secondsLeft = Math.ceil(
    (caller.expiresAt.getTime() - (await databaseTime(parts.db))) / 1000,
  );
  return {
    body: await presentSession(parts, caller),
    headers: { 'Set-Cookie': sessionCookies(parts.mode, token, secondsLeft) },
  };
}
