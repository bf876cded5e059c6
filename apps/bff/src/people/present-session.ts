import type { Session } from '@keyward/contract';
import type { Database } from '@keyward/database';

import { databaseTime } from '../database-time.ts';
import type { Mode } from '../config.ts';
import type { SealedReason } from '../key-custody/sealed-words.ts';
import { passkeyRuleInForce } from '../policy/policy-in-force.ts';
import { restoredLately } from '../restore/restored-lately.ts';
import type { Caller } from './caller.ts';
import { SESSION_IDLE_MINUTES } from './sessions.ts';

export interface SessionParts {
  db: Database;
  mode: Mode;
  egressLoopback: boolean;
  /** Why nothing can be changed; null when all is well. */
  sealedBecause: () => SealedReason | null;
}

/** The session as its own person sees it. */
export async function presentSession(
  { db, mode, egressLoopback, sealedBecause }: SessionParts,
  caller: Caller,
): Promise<Session> {
  const newestEvent = await readNewestEvent(db);
  const [rule, { registered }, restored, now] = await Promise.all([
    passkeyRuleInForce(db),
    db
      .selectFrom('passkey')
      .select((query) => query.fn.countAll<number>().as('registered'))
      .where('person_id', '=', caller.person.id)
      .executeTakeFirstOrThrow(),
    restoredLately(db),
    databaseTime(db),
  ]);
  return {
    person: caller.person,
    roles: caller.roles,
    permissions: caller.permissions,
    signedInAt: caller.signedInAt.toISOString(),
    expiresAt: caller.expiresAt.toISOString(),
    secondsLeft: Math.max(
      0,
      Math.floor((caller.expiresAt.getTime() - now) / 1000),
    ),
    idleSeconds: SESSION_IDLE_MINUTES * 60,
    proof: { method: caller.proof.method, at: caller.proof.at.toISOString() },
    passkey: { rule, registered },
    mode,
    egressLoopback,
    sealed: sealedBecause(),
    ...(restored === undefined ? {} : { restored }),
    newestEvent,
  };
}

async function readNewestEvent(db: Database): Promise<number> {
  const row = await db
    .selectFrom('event')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}
