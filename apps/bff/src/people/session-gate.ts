import type { Database } from '@keyward/database';
import type { IncomingMessage } from 'node:http';

import type { Mode } from '../config.ts';
import { Refusal } from '../http/refusal.ts';
import { readSessionCookie } from '../http/session-cookie.ts';
import type { Caller } from './caller.ts';
import { findCaller } from './sessions.ts';

export interface SessionGate {
  /** What the request says its session is; it may be anything. */
  tokenOf(request: IncomingMessage): string | null;
  /** @throws Refusal `unauthenticated` */
  identify(request: IncomingMessage): Promise<Caller>;
}

export function createSessionGate(db: Database, mode: Mode): SessionGate {
  const tokenOf = (request: IncomingMessage): string | null =>
    readSessionCookie(mode, request.headers.cookie);
  return {
    tokenOf,
    async identify(request) {
      const caller = await findCaller(db, tokenOf(request));
      if (caller === null) throw new Refusal('unauthenticated');
      return caller;
    },
  };
}
