import {
  connectDatabase,
  type Database,
  type DatabaseHandle,
  jsonb,
} from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
} from '@keyward/database/test-database';
import {
  findKeys,
  generateKeyEncryptionKeyFile,
  type KeyEncryptionKey,
  type KeyRing,
  seal,
  Secret,
  unseal,
} from '@keyward/secrets';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';

import { KeyCustody } from '../../src/key-custody/key-custody.ts';
import type { KeySettings } from '../../src/key-custody/key-settings.ts';
import { SEALED_COLUMNS } from '../../src/key-custody/sealed-columns.ts';

/** A database with sealed secrets, and the key file that opens them. */
export interface SealedStage {
  db: Database;
  pool: DatabaseHandle['pool'];
  databaseUrl: string;
  folder: string;
  keyFile: string;
  settings: KeySettings;
  /** What was sealed, by the id of its row. */
  plain: Map<string, Secret>;
  custody(): Promise<KeyCustody>;
  addConnections(count: number, keys: KeyRing): Promise<string[]>;
  /** Reads every sealed value with the keys that are on the disk now. @throws naming those that do not open */
  readAll(): Promise<number>;
  drop(): Promise<void>;
}

export async function openSealedStage(): Promise<SealedStage> {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-keys-'));
  const keyFile = join(folder, 'kek');
  await generateKeyEncryptionKeyFile(keyFile);
  const testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  const database = connectDatabase(testDatabase.url, { maxConnections: 4 });
  const { db, pool } = database;
  const settings = { file: keyFile, previousFiles: [], mayGenerate: false };
  const plain = new Map<string, Secret>();
  return {
    db,
    pool,
    databaseUrl: testDatabase.url,
    folder,
    keyFile,
    settings,
    plain,
    async custody() {
      const custody = new KeyCustody(db, settings);
      await custody.look();
      return custody;
    },
    addConnections: (count, keys) => addConnections(db, count, keys, plain),
    readAll: () => readAll(db, keyFile, plain),
    async drop() {
      await database.close();
      await testDatabase.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function addConnections(
  db: Database,
  count: number,
  keys: KeyRing,
  plain: Map<string, Secret>,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7());
  const rows = await Promise.all(
    ids.map(async (id) => {
      const secret = new Secret(`password of ${id}`);
      plain.set(id, secret);
      return {
        id,
        name: id,
        kind: 'ontap',
        host: 'storage.example',
        port: 443,
        trust: jsonb({ mode: 'ca', pem: '', sha256: [] }),
        username: 'keyward',
        credential: await seal(
          keys,
          { table: 'connection', column: 'credential', rowId: id },
          secret,
        ),
        credential_set_at: new Date(),
        description: '',
        capabilities: [],
        health: 'unknown',
      };
    }),
  );
  for (let from = 0; from < rows.length; from += 500) {
    await db
      .insertInto('connection')
      .values(rows.slice(from, from + 500))
      .execute();
  }
  return ids;
}

async function readAll(
  db: Database,
  keyFile: string,
  plain: ReadonlyMap<string, Secret>,
): Promise<number> {
  const { all } = await findKeys(keyFile);
  const keys = ringOfAll(all);
  const lost: string[] = [];
  let read = 0;
  for (const { table, column, rowId } of SEALED_COLUMNS) {
    const rows = await db
      .selectFrom(table)
      .select((query) => [
        query
          .ref(rowId as never)
          .$castTo<string>()
          .as('id'),
        query
          .ref(column as never)
          .$castTo<Buffer>()
          .as('sealed'),
      ])
      .execute();
    for (const { id, sealed } of rows) {
      const opened = await unseal(
        keys,
        { table, column, rowId: id },
        sealed,
      ).catch(() => null);
      const expected = plain.get(id);
      if (opened === null || (expected && !opened.equals(expected))) {
        lost.push(`${table} ${id}`);
      }
      read += 1;
    }
  }
  if (lost.length > 0) throw new Error(`Unreadable: ${lost.join(', ')}`);
  return read;
}

function ringOfAll(keys: readonly KeyEncryptionKey[]): KeyRing {
  const byId = new Map(keys.map((key) => [key.id, key]));
  return {
    current() {
      throw new Error('This ring only opens.');
    },
    find: async (id) => byId.get(id) ?? null,
  };
}
