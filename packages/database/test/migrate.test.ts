import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { migrateAt, SchemaError } from '../src/index.ts';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
  type TestDatabase,
} from '../src/test-database.ts';
import { isFullScale, tellFigure } from './figures.ts';

const KILLS = isFullScale ? 10 : 1;
const PROCESS = new URL('./migrating-process.ts', import.meta.url).pathname;

let stored: TestDatabase;
beforeEach(async () => {
  stored = await createTestDatabase();
});
afterEach(() => stored.drop());

async function ask(url: string, statement: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ text: string }>(statement);
    return rows.map(({ text }) => text);
  } finally {
    await client.end();
  }
}

/** Everything that a schema is made of, in words. */
const schemaOf = (url: string) =>
  ask(
    url,
    `select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as text
       from information_schema.columns where table_schema = 'public'
     union all select indexdef from pg_indexes where schemaname = 'public'
     union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
     order by 1`,
  );

/** Kills the server's side as well: a statement under way would otherwise go on to its end. */
async function startAndKill(url: string, tables: number): Promise<void> {
  const child = spawn(process.execPath, [PROCESS, url], { stdio: 'ignore' });
  const gone = once(child, 'exit');
  const watch = new pg.Client({ connectionString: url });
  await watch.connect();
  try {
    // Locks are seen also while what they are on is not: a table each that the transaction has made so far.
    for (;;) {
      const { rows } = await watch.query<{ made: number }>(
        `select count(distinct relation)::int as made from pg_locks
          where database = (select oid from pg_database where datname = current_database())
            and mode = 'AccessExclusiveLock' and locktype = 'relation'`,
      );
      if ((rows[0]?.made ?? 0) >= tables || child.exitCode !== null) break;
    }
    child.kill('SIGKILL');
    await gone;
    await watch.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    );
  } finally {
    await watch.end();
  }
}

describe('bringing a database to the newest schema', () => {
  it('begins anew after every kill, and comes to the same end', async () => {
    let inTheMiddle = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      await startAndKill(stored.url, 3 + 7 * kill);
      const there = await ask(
        stored.url,
        `select count(*)::text as text from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`,
      );
      // In one transaction: none of it, or all.
      if (there[0] === '0') inTheMiddle += 1;
    }
    await migrateAt(stored.url);
    const whole = await createTestDatabase(NEWEST_SCHEMA);
    try {
      expect(await schemaOf(stored.url)).toEqual(await schemaOf(whole.url));
    } finally {
      await whole.drop();
    }
    expect(inTheMiddle).toBeGreaterThan(0);
    tellFigure('F23 killed migrations, begun anew', KILLS, {
      least: KILLS,
      of: KILLS,
      note: `${String(inTheMiddle)} in the middle`,
    });
  });

  it('refuses a database that a newer version has used, and leaves it alone', async () => {
    await migrateAt(stored.url);
    await ask(
      stored.url,
      `insert into kysely_migration values ('9999-later', now()::text)`,
    );
    const before = await schemaOf(stored.url);
    await expect(migrateAt(stored.url)).rejects.toThrow(SchemaError);
    await expect(migrateAt(stored.url)).rejects.toThrow(
      /^The database was last used by a newer Keyward \(9999-later\); start that version, or restore a backup[^\n]*$/,
    );
    expect(await schemaOf(stored.url)).toEqual(before);
    tellFigure('F23 newer schemas refused', 2, { least: 2, of: 2 });
  });
});
