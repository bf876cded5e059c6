import type { Database } from '@keyward/database';
import type { IncomingMessage } from 'node:http';

import { Refusal } from '../http/refusal.ts';
import { readCookie, SESSION_COOKIE } from '../http/session-cookie.ts';
import type { Caller } from './caller.ts';
import { findCaller } from './sessions.ts';

export interface SessionGate {
  /** @throws Refusal `unauthenticated` */
  identify(request: IncomingMessage): Promise<Caller>;
}

export function createSessionGate(db: Database): SessionGate {
  return {
    async identify(request) {
      const caller = await findCaller(
        db,
        readCookie(request.headers.cookie, SESSION_COOKIE),
      );
      if (caller === null) throw new Refusal('unauthenticated');
      return caller;
    },
  };
}
