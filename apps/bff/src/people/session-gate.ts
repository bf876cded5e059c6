import type { Database } from '@keyward/database';
import type { IncomingMessage } from 'node:http';

import type { Mode } from '../config.ts';
import { Refusal } from '../http/refusal.ts';
import { readSessionCookie } from '../http/session-cookie.ts';
import type { Caller } from './caller.ts';
import { findCaller } from './sessions.ts';

export interface SessionGate {
  /** @throws Refusal `unauthenticated` */
  identify(request: IncomingMessage): Promise<Caller>;
}

export function createSessionGate(db: Database, mode: Mode): SessionGate {
  return {
    async identify(request) {
      const caller = await findCaller(
        db,
        readSessionCookie(mode, request.headers.cookie),
      );
      if (caller === null) throw new Refusal('unauthenticated');
      return caller;
    },
  };
}
