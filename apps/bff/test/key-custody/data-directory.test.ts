import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { approve, endOf, newProvider, submit } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import type { Person } from '../support/person.ts';
import { walText } from '../support/wal-text.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let from: string;
beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  const { rows } = await sql<{ lsn: string }>`
    select pg_current_wal_insert_lsn()::text as lsn`.execute(console.db);
  from = rows[0]?.lsn ?? '0/0';
});
afterAll(() => console.stop());

/** The files of this database and what was written ahead, as a copy of the data directory would have them. */
async function copied(): Promise<string | null> {
  const { rows } = await sql<{ pid: number; oid: number }>`
    select pg_backend_pid() as pid, oid::int as oid from pg_database
    where datname = current_database()`.execute(console.db);
  const [at] = rows;
  const ahead = await walText(console.db, from);
  if (at === undefined || ahead === null) return null;
  const folder = join(
    await readlink(`/proc/${String(at.pid)}/cwd`),
    'base',
    String(at.oid),
  );
  const files = await Promise.all(
    (await readdir(folder)).map((name) =>
      // A file may go while it is looked for.
      readFile(join(folder, name), 'latin1').catch(() => ''),
    ),
  );
  return [ahead, ...files].join('\n');
}

function spellings(key: Buffer): string[] {
  const text = key.toString('base64');
  return [
    key.toString('latin1'),
    text,
    key.toString('hex'),
    Buffer.from(text).toString('base64').slice(0, -4),
    Buffer.from(text).toString('hex'),
  ];
}

describe('a copied data directory', () => {
  it('holds no spelling of a secret, neither while it waits nor when its task has ended', async ({
    skip,
  }) => {
    const key = randomBytes(32);
    const planted = `KW-${randomBytes(18).toString('hex')}`;
    const change = await submit(admin, {
      ...newProvider(console, { keyDerivationKey: key.toString('base64') }),
      reason: planted,
    });
    const waiting = await copied();
    if (waiting === null) skip('the database’s files cannot be read from here');
    await endOf(admin, await approve(reviewer, change));
    const ended = await copied();
    for (const text of [waiting ?? '', ended ?? '']) {
      expect(text.includes(planted)).toBe(true);
      for (const spelling of spellings(key)) {
        expect(text.includes(spelling)).toBe(false);
      }
    }
    const rows = await console.db
      .selectFrom('change_secret')
      .select('id')
      .where('change_id', '=', change.id)
      .execute();
    expect(rows).toEqual([]);
  });
});
