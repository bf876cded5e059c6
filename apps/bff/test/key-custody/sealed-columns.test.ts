import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SEALED_COLUMNS } from '../../src/key-custody/sealed-columns.ts';
import { openSealedStage, type SealedStage } from './sealed-stage.ts';

const SOURCE = new URL('../../src', import.meta.url).pathname;

/** Columns of bytes that hold nothing sealed, and what they hold. */
const NOT_SEALED: Record<string, string> = {
  'session.token_hash': 'a hash',
  'invitation.token_hash': 'a hash',
  'passkey.public_key': 'a public key',
};

let stage: SealedStage;
beforeAll(async () => {
  stage = await openSealedStage();
});
afterAll(() => stage.drop());

const listed = SEALED_COLUMNS.map(
  ({ table, column }) => `${table}.${column}`,
).sort();

describe('the list of sealed columns', () => {
  it('names every column of bytes that is not known to hold something else', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'bytea'`.execute(stage.db);
    expect(rows.map(({ name }) => name).sort()).toEqual(
      [...listed, ...Object.keys(NOT_SEALED)].sort(),
    );
  });

  it('names every place that the code seals for', () => {
    const places = new Set(
      sourceFiles().flatMap((text) =>
        [...text.matchAll(/table: '(\w+)',\s*column: '(\w+)',\s*rowId/g)].map(
          ([, table = '', column = '']) => `${table}.${column}`,
        ),
      ),
    );
    expect([...places].sort()).toEqual(listed);
  });

  it('is looked for wherever the code seals or opens', () => {
    // A place that is put together in another way would escape the test above.
    const sealing = sourceFiles().filter((text) =>
      /\b(seal|unseal)\(/.test(text.replaceAll(/^\s*\*.*$/gm, '')),
    );
    for (const text of sealing) {
      expect(text).toMatch(/table: '\w+',\s*column: '\w+'|COMMIT_KEY_PLACE/);
    }
    expect(sealing.length).toBeGreaterThanOrEqual(6);
  });

  it('names the column that is the key of its table', async () => {
    for (const { table, rowId } of SEALED_COLUMNS) {
      const { rows } = await sql<{ name: string }>`
        select a.attname as name from pg_index i
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
        where i.indisprimary and i.indrelid = ${table}::regclass`.execute(
        stage.db,
      );
      expect(rows).toEqual([{ name: rowId }]);
    }
  });
});

function sourceFiles(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(SOURCE, file), 'utf8'));
}
