import type { Database } from '@keyward/database';
import {
  generateKeyEncryptionKeyFile,
  type KeyEncryptionKey,
  keyEncryptionKeyFromFile,
  keyIdOf,
  keyRing,
  randomSecret,
  seal,
  type Secret,
  SecretIntegrityError,
  unseal,
} from '@keyward/secrets';

import type { KeySettings } from './key-settings.ts';
import { keysOfRotations } from './rotation.ts';
import { COMMIT_KEY_PLACE } from './sealed-columns.ts';
import { countByKey } from './sealed-rows.ts';
import type { SealedReason } from './sealed-words.ts';

export type KeyState =
  | { kind: 'open'; current: KeyEncryptionKey; commitKey: Secret }
  | {
      kind: 'sealed';
      because: SealedReason;
      /** Ids of the keys that the database needs and that are not here. */
      missing: readonly string[];
    };

/** The keys at hand: what the key file holds, and every key by its id. */
export interface KeysAtHand {
  own: KeyEncryptionKey | null;
  byId: ReadonlyMap<string, KeyEncryptionKey>;
}

/**
 * Whether the keys at hand are those of this database. At the very first start, while nothing is sealed, it makes the
 * commitment key, and in the demo the key file; later nothing is ever made in the place of what is missing.
 *
 * @throws KeyFileError, or the system's error when the demo's key file cannot be written
 */
export async function readKeyState(
  db: Database,
  settings: KeySettings,
  keys: KeysAtHand,
): Promise<KeyState> {
  const stored = await storedCommitKey(db);
  if (stored !== null) return stateOf(db, keys, stored);
  const inUse = await countByKey(db);
  if (inUse.size > 0) return sealedFor(keys, [...inUse.keys()]);
  const own = keys.own ?? (await firstKey(settings));
  if (own === null) return sealedFor(keys, []);
  const made = await makeCommitKey(db, own);
  return stateOf(db, { own, byId: new Map(keys.byId).set(own.id, own) }, made);
}

async function stateOf(
  db: Database,
  keys: KeysAtHand,
  stored: Buffer,
): Promise<KeyState> {
  const inUse = keyIdOf(stored) ?? '';
  const missing = (await keysNeeded(db, inUse)).filter(
    (id) => !keys.byId.has(id),
  );
  const current = keys.byId.get(inUse);
  if (current === undefined || missing.length > 0) {
    return sealedFor(keys, missing, current !== undefined);
  }
  try {
    const commitKey = await unseal(keyRing(current), COMMIT_KEY_PLACE, stored);
    return { kind: 'open', current, commitKey };
  } catch (error) {
    if (!(error instanceof SecretIntegrityError)) throw error;
    return { kind: 'sealed', because: 'key_wrong', missing: [] };
  }
}

/**
 * The key in use, and those of earlier rotations that something is still sealed under. An altered row names any key; that
 * one row is unreadable then, and the console is not.
 */
async function keysNeeded(db: Database, inUse: string): Promise<string[]> {
  const [counts, known] = await Promise.all([
    countByKey(db),
    keysOfRotations(db),
  ]);
  const earlier = [...counts.keys()].filter(
    (id) => id !== inUse && known.has(id),
  );
  return [inUse, ...earlier];
}

function sealedFor(
  { own }: KeysAtHand,
  missing: readonly string[],
  isInUseHere = false,
): KeyState {
  const because = own === null || isInUseHere ? 'key_missing' : 'key_wrong';
  return { kind: 'sealed', because, missing };
}

async function firstKey({
  file,
  mayGenerate,
}: KeySettings): Promise<KeyEncryptionKey | null> {
  if (!mayGenerate) return null;
  await generateKeyEncryptionKeyFile(file);
  return keyEncryptionKeyFromFile(file);
}

async function storedCommitKey(db: Database): Promise<Buffer | null> {
  const found = await db
    .selectFrom('key_material')
    .select('wrapped')
    .where('name', '=', COMMIT_KEY_PLACE.rowId)
    .executeTakeFirst();
  return found?.wrapped ?? null;
}

/** Random once in the life of a database. Another replica may be first; what is stored counts. */
async function makeCommitKey(
  db: Database,
  kek: KeyEncryptionKey,
): Promise<Buffer> {
  await db
    .insertInto('key_material')
    .values({
      name: COMMIT_KEY_PLACE.rowId,
      wrapped: await seal(keyRing(kek), COMMIT_KEY_PLACE, randomSecret(32)),
      kek_id: kek.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const stored = await storedCommitKey(db);
  if (stored === null) throw new Error('The commitment key was not stored.');
  return stored;
}
