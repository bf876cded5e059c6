import type { Database, DeliveryRow } from '@keyward/database';
import { sql } from 'kysely';

import type { DeliveryProblem } from '../deliveries/delivery-problem.ts';
import { retryDelayMs } from './retry-delay.ts';

/** Longer than any one try takes; who dies while sending is followed by somebody else after it. */
const LEASE = sql<Date>`now() + interval '90 seconds'`;
const GIVE_UP_AFTER = sql<Date>`now() - interval '24 hours'`;
const KEEP = sql<Date>`now() - interval '30 days'`;

/** Takes up to `limit` due deliveries; no other replica gets the same ones while the lease runs. */
export async function takeDeliveries(
  db: Database,
  limit: number,
): Promise<DeliveryRow[]> {
  return db
    .updateTable('delivery')
    .set((row) => ({ attempts: row('attempts', '+', 1), due_at: LEASE }))
    .where('id', 'in', (from) =>
      from
        .selectFrom('delivery')
        .select('id')
        .where('due_at', '<=', sql<Date>`now()`)
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .execute();
}

/** The try that ended must still be the newest; a late one changes nothing. */
function ofTry(db: Database, { id, attempts }: DeliveryRow) {
  return db
    .updateTable('delivery')
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('due_at', 'is not', null);
}

export async function noteSent(
  db: Database,
  delivery: DeliveryRow,
): Promise<void> {
  await ofTry(db, delivery)
    .set({ due_at: null, sent_at: sql<Date>`now()`, last_problem: null })
    .execute();
}

/** Puts it back for a later try, or gives it up after a day. Says which. */
export async function noteProblem(
  db: Database,
  delivery: DeliveryRow,
  { message, isFinal }: DeliveryProblem,
): Promise<'failed' | 'given_up'> {
  const givenUp = await ofTry(db, delivery)
    .set({ due_at: null, given_up_at: sql<Date>`now()`, last_problem: message })
    .where((is) =>
      is.or([is.val(isFinal), is('created_at', '<=', GIVE_UP_AFTER)]),
    )
    .returning('id')
    .executeTakeFirst();
  if (givenUp !== undefined) return 'given_up';
  const seconds = retryDelayMs(delivery.attempts) / 1000;
  await ofTry(db, delivery)
    .set({
      due_at: sql<Date>`now() + make_interval(secs => ${seconds})`,
      last_problem: message,
    })
    .execute();
  return 'failed';
}

/** The outbox is no archive; the inbox keeps what people were told. */
export async function forgetOldDeliveries(db: Database): Promise<void> {
  await db
    .deleteFrom('delivery')
    .where('due_at', 'is', null)
    .where('created_at', '<', KEEP)
    .execute();
}
