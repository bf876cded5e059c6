import {
  type Database,
  type DatabaseTransaction,
  transact,
} from '@keyward/database';
import {
  type KeyEncryptionKey,
  keyIdOf,
  keyRing,
  type KeyRing,
  rewrap,
} from '@keyward/secrets';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import { COMMIT_KEY_PLACE } from './sealed-columns.ts';
import { countByKey } from './sealed-rows.ts';

/** Serialises the beginning and the end of rotations among replicas and commands. */
const ROTATION_LOCK = 7_116_317;

/** Until then a replica may still seal under the old key: it looks for a new one every few seconds. */
export const SETTLE_SECONDS = 15;

/**
 * Makes `to` the key that this database uses: wraps the commitment key anew, whose value stays, and writes the rotation
 * down. Of several that try at once, one succeeds.
 *
 * @returns whether a rotation has begun here
 * @throws SecretIntegrityError when `keys` does not open the commitment key
 */
export async function beginRotation(
  db: Database,
  keys: KeyRing,
  to: KeyEncryptionKey,
): Promise<boolean> {
  return transact(db, async (journal) => {
    const { tx } = journal;
    await lockRotation(tx);
    const { wrapped } = await tx
      .selectFrom('key_material')
      .select('wrapped')
      .where('name', '=', COMMIT_KEY_PLACE.rowId)
      .executeTakeFirstOrThrow();
    const from = keyIdOf(wrapped);
    if (from === null || from === to.id) return false;
    const opens = await keys.find(from);
    await tx
      .updateTable('key_material')
      .set({
        wrapped: await rewrap(
          keyRing(to, opens === null ? [] : [opens]),
          COMMIT_KEY_PLACE,
          wrapped,
        ),
        kek_id: to.id,
      })
      .where('name', '=', COMMIT_KEY_PLACE.rowId)
      .execute();
    await tx
      .insertInto('key_rotation')
      .values({ to_key: to.id, from_key: from })
      .execute();
    audit(journal, {
      code: 'key.rotation_begun',
      action: 'begin key rotation',
      object: to.id,
      detail: `from ${from}`,
    });
    return true;
  });
}

/**
 * Writes down that nothing is sealed under an earlier key any more.
 *
 * @returns the keys that are no longer needed; empty when something still needs one, or when it was written down before
 */
export async function endRotation(
  db: Database,
  current: string,
  settleSeconds = SETTLE_SECONDS,
): Promise<string[]> {
  return transact(db, async (journal) => {
    const { tx } = journal;
    await lockRotation(tx);
    const underOthers = [...(await countByKey(tx)).keys()].some(
      (key) => key !== current,
    );
    if (underOthers) return [];
    const ended = await tx
      .updateTable('key_rotation')
      .set({ ended_at: sql<Date>`now()` })
      .where('ended_at', 'is', null)
      .where(
        sql<boolean>`not exists (select from key_rotation young
          where young.begun_at > now() - ${`${String(settleSeconds)} seconds`}::interval)`,
      )
      .returning('from_key')
      .execute();
    const freed = ended.map((each) => each.from_key);
    if (freed.length > 0) {
      audit(journal, {
        code: 'key.rotated',
        action: 'end key rotation',
        object: current,
        detail: `no longer needed: ${freed.join(', ')}`,
      });
    }
    return freed;
  });
}

export async function hasOpenRotation(db: Database): Promise<boolean> {
  const open = await db
    .selectFrom('key_rotation')
    .select('to_key')
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return open !== undefined;
}

/** Every key that has been in use before, by its id. */
export async function keysOfRotations(db: Database): Promise<Set<string>> {
  const rows = await db
    .selectFrom('key_rotation')
    .select(['from_key', 'to_key'])
    .execute();
  return new Set(rows.flatMap((row) => [row.from_key, row.to_key]));
}

async function lockRotation(tx: DatabaseTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ROTATION_LOCK})`.execute(tx);
}
