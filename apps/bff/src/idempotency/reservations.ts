import type { Database, DatabaseTransaction } from '@keyward/database';
import { commitment, Secret } from '@keyward/secrets';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';

import { Refusal } from '../http/refusal.ts';

const LEASE_SECONDS = 60;
const KEPT_DAYS = 7;

export interface ReservationKey {
  personId: string;
  route: string;
  key: string;
  fingerprint: string;
}

/** Ours to complete or to give back; recognised by its lease. */
export interface Reservation extends ReservationKey {
  leaseUntil: Date;
}

export type ReservationResult =
  | { kind: 'reserved'; reservation: Reservation }
  | { kind: 'replay'; changeId: string };

/** A keyed fingerprint of a validated body: it tells two bodies apart and reveals nothing of either. */
export function fingerprintOf(
  commitKey: Secret,
  route: string,
  body: unknown,
): string {
  return commitment(
    commitKey,
    'idempotency',
    route,
    new Secret(canonicalize(body) ?? ''),
  );
}

/**
 * Reserves an idempotency key, committed before any work begins.
 *
 * @throws Refusal `idempotency_key_reused`, `idempotency_in_flight`
 */
export async function reserve(
  db: Database,
  key: ReservationKey,
): Promise<ReservationResult> {
  // One statement takes a free key, one that is too old to count, or one whose holder has died.
  const { rows } = await sql<{ lease_until: Date }>`
    insert into idempotency (person_id, route, key, fingerprint, lease_until)
    values (${key.personId}, ${key.route}, ${key.key}, ${key.fingerprint}, ${inSeconds(LEASE_SECONDS)})
    on conflict (person_id, route, key) do update
      set fingerprint = excluded.fingerprint, lease_until = excluded.lease_until, change_id = null, created_at = now()
      where idempotency.created_at < now() - ${`${String(KEPT_DAYS)} days`}::interval
        or (idempotency.change_id is null and idempotency.lease_until < now()
          and idempotency.fingerprint = excluded.fingerprint)
    returning lease_until`.execute(db);
  const taken = rows[0];
  if (taken !== undefined) {
    return {
      kind: 'reserved',
      reservation: { ...key, leaseUntil: taken.lease_until },
    };
  }
  return readTaken(db, key);
}

/** Milliseconds only, so that the time read back is exactly the time stored. */
function inSeconds(seconds: number) {
  return sql`date_trunc('milliseconds', clock_timestamp()) + ${`${String(seconds)} seconds`}::interval`;
}

async function readTaken(
  db: Database,
  key: ReservationKey,
): Promise<ReservationResult> {
  const found = await db
    .selectFrom('idempotency')
    .select(['fingerprint', 'change_id'])
    .where('person_id', '=', key.personId)
    .where('route', '=', key.route)
    .where('key', '=', key.key)
    .executeTakeFirst();
  if (found !== undefined && found.fingerprint !== key.fingerprint) {
    throw new Refusal('idempotency_key_reused', {
      nextStep: 'Send the changed request with a new key.',
    });
  }
  const changeId = found?.change_id ?? null;
  if (changeId !== null) {
    return { kind: 'replay', changeId };
  }
  throw new Refusal('idempotency_in_flight', {
    nextStep: 'Wait a moment and send the same request again.',
    retryAfterSeconds: 2,
  });
}

/** Ties the key to its change, in the change's own transaction. @throws Refusal when another holder took over. */
export async function complete(
  tx: DatabaseTransaction,
  reservation: Reservation,
  changeId: string,
): Promise<void> {
  const done = await tx
    .updateTable('idempotency')
    .set({ change_id: changeId, lease_until: null })
    .where('person_id', '=', reservation.personId)
    .where('route', '=', reservation.route)
    .where('key', '=', reservation.key)
    .where('change_id', 'is', null)
    .where('lease_until', '=', reservation.leaseUntil)
    .returning('key')
    .executeTakeFirst();
  if (done === undefined) throw new Refusal('idempotency_in_flight');
}

/** Gives the key back after a failure, unless another holder has it by now. */
export async function release(
  db: Database,
  reservation: Reservation,
): Promise<void> {
  await db
    .deleteFrom('idempotency')
    .where('person_id', '=', reservation.personId)
    .where('route', '=', reservation.route)
    .where('key', '=', reservation.key)
    .where('change_id', 'is', null)
    .where('lease_until', '=', reservation.leaseUntil)
    .execute();
}
