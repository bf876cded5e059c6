import type { Database } from '@keyward/database';
import {
  generateKeyEncryptionKeyFile,
  keyEncryptionKeyFromFile,
  type KeyRing,
  keyRing,
  randomSecret,
  seal,
  type Secret,
  unseal,
} from '@keyward/secrets';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Config } from './config.ts';

/** The keys of this console: one that wraps, one that commits. */
export interface Keys {
  kek: KeyRing;
  /** Keyed commitments to secrets inside digests; random once, untouched by rotation of the wrapping key. */
  commitKey: Secret;
}

const COMMIT_KEY = {
  table: 'key_material',
  column: 'wrapped',
  rowId: 'commit',
} as const;

/** Opens the key-encryption key; demo makes its own in the data directory. */
export async function openKeyEncryptionKey(
  config: Config,
): Promise<KeyRing> {
  if (config.kekFile !== null) {
    return keyRing(await keyEncryptionKeyFromFile(config.kekFile));
  }
  const path = join(config.dataDir, 'demo-key-encryption-key');
  if (!existsSync(path)) await generateKeyEncryptionKeyFile(path);
  return keyRing(await keyEncryptionKeyFromFile(path));
}

/**
 * Reads the commitment key, or makes it at the very first start.
 *
 * @throws SecretIntegrityError when the database was sealed under another key-encryption key.
 */
export async function openKeys(
  db: Database,
  kek: KeyRing,
): Promise<Keys> {
  const found = await db
    .selectFrom('key_material')
    .select('wrapped')
    .where('name', '=', 'commit')
    .executeTakeFirst();
  if (found !== undefined) {
    return { kek, commitKey: await unseal(kek, COMMIT_KEY, found.wrapped) };
  }
  const fresh = randomSecret(32);
  await db
    .insertInto('key_material')
    .values({
      name: 'commit',
      wrapped: await seal(kek, COMMIT_KEY, fresh),
      kek_id: kek.current().id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Another replica may have been first; what is stored counts.
  return openKeys(db, kek);
}
