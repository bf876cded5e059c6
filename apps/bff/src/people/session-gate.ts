import type { Database } from '@keyward/database';
import type { IncomingMessage } from 'node:http';

import {
  type MonotonicClock,
  ShortMemory,
} from '../cached-reads/short-memory.ts';
import type { Mode } from '../config.ts';
import { Refusal } from '../http/refusal.ts';
import { readSessionCookie } from '../http/session-cookie.ts';
import type { Caller } from './caller.ts';
import { findCaller, hashToken } from './sessions.ts';

export interface SessionGate {
  /** Hash of what the request says its session is; it may be anything. */
  tokenHashOf(request: IncomingMessage): string | null;
  /** Asks the database. @throws Refusal `unauthenticated` */
  identify(request: IncomingMessage): Promise<Caller>;
  /**
   * The same for a read that is answered from memory, as it was found within the last second. What this replica changes
   * counts at once, what another one changes at most a second late. Good for nothing else.
   *
   * @throws Refusal `unauthenticated`
   */
  identifyForCachedRead(
    request: IncomingMessage,
    tokenHash: string | null,
  ): Promise<Caller>;
  /** What `identifyForCachedRead` would find without asking the database, at once; null where it would have to ask. */
  justIdentified(tokenHash: string): Caller | null;
  /** A transaction of this replica has ended, and with it perhaps a session or a role. */
  forgetChecked(): void;
}

export function createSessionGate(
  db: Database,
  mode: Mode,
  now?: MonotonicClock,
): SessionGate {
  /** By the hash of the token: tokens are kept nowhere. */
  const checked = new ShortMemory<Caller>(now);
  const tokenOf = (request: IncomingMessage): string | null =>
    readSessionCookie(mode, request.headers.cookie);
  const find = async (token: string | null): Promise<Caller> => {
    const caller = await findCaller(db, token);
    if (caller === null) throw new Refusal('unauthenticated');
    return caller;
  };
  return {
    tokenHashOf(request) {
      const token = tokenOf(request);
      return token === null ? null : hashToken(token).toString('base64url');
    },
    identify: (request) => find(tokenOf(request)),
    async identifyForCachedRead(request, tokenHash) {
      if (tokenHash === null) throw new Refusal('unauthenticated');
      return checked.find(tokenHash, () => find(tokenOf(request)));
    },
    justIdentified: (tokenHash) => checked.justFound(tokenHash),
    forgetChecked: () => checked.forgetAll(),
  };
}
