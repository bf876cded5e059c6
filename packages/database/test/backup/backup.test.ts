import {
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  BackupError,
  checkBackup,
  loadBackup,
  writeBackup,
  type WrittenBackup,
} from '../../src/backup/index.ts';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
  type TestDatabase,
} from '../../src/test-database.ts';

let folder: string;
let file: string;
let source: TestDatabase;
let target: TestDatabase;
let written: WrittenBackup;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyward-backup-'));
  file = join(folder, 'keyward.backup');
  source = await createTestDatabase(NEWEST_SCHEMA);
  target = await createTestDatabase(NEWEST_SCHEMA);
  await ask(source, PEOPLE);
  written = await write();
});
afterAll(async () => {
  await source.drop();
  await target.drop();
  await rm(folder, { recursive: true, force: true });
});

async function ask(database: TestDatabase, statement: string) {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** Names with everything that a line format could trip over. */
const PEOPLE = `
  insert into person (id, username, display_name)
  select gen_random_uuid(), 'p' || n, E'\\\\.\\n\\\\N\\ttab "quoted" ü 👩‍🔧 ' || n from generate_series(1, 3000) n;
  insert into person_role (person_id, role) select id, 'helpdesk' from person;
  insert into policy_version (document) values ('{"a": "line\\nbreak"}');
  insert into session (token_hash, sid, person_id, identity_id, proof_method, last_seen_at, expires_at)
    select '\\x00', gen_random_uuid(), p.id, i.id, 'password', now(), now()
      from (select id from person limit 1) p,
           lateral (select gen_random_uuid() as id) i where false`;

const everybody = (database: TestDatabase) =>
  ask(
    database,
    `select md5(string_agg(p::text, '' order by id)) as people, count(*)::int from person p`,
  );

const write = (to = file, without: string[] = []) =>
  writeBackup({ url: source.url, file: to, without });
const load = (replace = false, from = file) =>
  loadBackup({
    url: target.url,
    file: from,
    replace,
    markers: ['person', 'audit'],
    dropSchemas: [],
    settle: () => Promise.resolve(null),
  });

describe('a backup', () => {
  it('holds every row, and gives every one back', async () => {
    expect(written.rows).toBe(6001);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await checkBackup(file)).toMatchObject({ rows: 6001 });
    const loaded = await load();
    expect(loaded).toMatchObject({ rows: 6001, header: written.header });
    expect(await everybody(target)).toEqual(await everybody(source));
    // Numbers go on where they were.
    await ask(target, `insert into policy_version (document) values ('{}')`);
    expect(await ask(target, 'select id from policy_version')).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
  });

  it('sees every table at the same moment', async () => {
    const other = join(folder, 'one-moment');
    const client = new pg.Client({ connectionString: source.url });
    await client.connect();
    // Somebody holds up one table, and meanwhile writes to one that comes later.
    await client.query('begin');
    await client.query('lock table policy_version in access exclusive mode');
    const writing = write(other);
    await waitUntilSomebodyWaits(client);
    await client.query(`insert into used_sign_in values ('since')`);
    await client.query('commit');
    await client.end();
    await writing;
    const text = gunzipSync(await readFile(other)).toString('utf8');
    expect(text).toContain('"table":"used_sign_in","rows":0,');
    await ask(source, 'delete from used_sign_in');
  });

  it('never replaces a file, and leaves no half of one', async () => {
    const mine = join(folder, 'mine');
    await writeFile(mine, 'mine');
    await expect(write(mine)).rejects.toThrow(/is there already/);
    expect(await readFile(mine, 'utf8')).toBe('mine');
    await expect(write(join(folder, 'no', 'where'))).rejects.toThrow(
      /its folder is not there/,
    );
    const others = await readdir(folder);
    expect(others.filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('is refused where something is, unless that is to go', async () => {
    await load(true);
    await ask(target, `update person set display_name = 'Somebody else'`);
    const before = await everybody(target);
    await expect(load()).rejects.toThrow(/holds something already/);
    expect(await everybody(target)).toEqual(before);
    await load(true);
    expect(await everybody(target)).toEqual(await everybody(source));
  });

  it('leaves out what is of the moment', async () => {
    const other = join(folder, 'without-roles');
    await write(other, ['person_role']);
    await load(true, other);
    expect(await ask(target, 'select * from person_role')).toEqual([]);
  });

  it('is refused by a database that somebody uses', async () => {
    const client = new pg.Client({
      connectionString: target.url,
      application_name: 'keyward',
    });
    await client.connect();
    await expect(load(true)).rejects.toThrow(/in use \(keyward\)/);
    await client.end();
  });

  it('leaves everything as it was when what is done to it fails', async () => {
    const before = await everybody(target);
    const failing = loadBackup({
      url: target.url,
      file,
      replace: true,
      markers: ['person'],
      dropSchemas: [],
      settle: async (tx) => {
        await tx.deleteFrom('person_role').execute();
        throw new Error('No.');
      },
    });
    await expect(failing).rejects.toThrow('No.');
    expect(await everybody(target)).toEqual(before);
  });

  it('leaves everything as it was when the database refuses a row of it', async () => {
    const other = join(folder, 'nameless');
    await ask(
      source,
      `alter table person alter username drop not null;
       update person set username = null where username = 'p7'`,
    );
    await write(other);
    await ask(
      source,
      `update person set username = 'p7' where username is null;
       alter table person alter username set not null`,
    );
    const before = await everybody(target);
    await expect(load(true, other)).rejects.toThrow(
      'The backup is whole, but the database refuses a row of it (person, PostgreSQL 23502).',
    );
    expect(await everybody(target)).toEqual(before);
  });

  it.each<[string, (whole: Buffer) => Buffer | Promise<Buffer>]>([
    ['cut in its middle', (whole) => whole.subarray(0, whole.length / 2)],
    ['cut by one byte', (whole) => whole.subarray(0, whole.length - 1)],
    ['without its end', edited((text) => text.replace(/-- \{"end".*\n$/, ''))],
    ['with another word', edited((text) => text.replace('tab', 'tub'))],
    ['with a row less', edited((text) => text.replace(/^.*quoted.*\n/m, ''))],
    [
      'with a statement more',
      edited((text) => text.replace('\n', '\ndrop table person;\n')),
    ],
    [
      'of a later version',
      edited((text) => text.replace(/"migration":"\d+/, '"migration":"9999')),
    ],
    ['that is something else', () => gzipSync('hello\n')],
    ['that is empty', () => Buffer.alloc(0)],
    ['that is not packed', () => Buffer.from('-- {"keywardBackup":1}\n')],
    [
      'with rows that are none',
      edited((text) => text.replace(/quoted/g, 'quo\ted')),
    ],
    [
      'with a damaged bit',
      (whole) => {
        const copy = Buffer.from(whole);
        const at = Math.floor(copy.length / 2);
        copy[at] = (copy[at] ?? 0) ^ 1;
        return copy;
      },
    ],
  ])(
    'is refused when it is one %s, and nothing changes',
    async (_how, harm) => {
      const harmed = join(folder, 'harmed');
      await writeFile(harmed, await harm(await readFile(file)));
      const before = await everybody(target);
      await expect(load(true, harmed)).rejects.toThrow(BackupError);
      await expect(checkOf(harmed)).rejects.toThrow(BackupError);
      expect(await everybody(target)).toEqual(before);
    },
  );
});

/** Only who loads it can tell that a backup is of a later version. */
async function checkOf(path: string) {
  const { header } = await checkBackup(path);
  if (header.migration.startsWith('9999')) throw new BackupError('Later.');
}

async function waitUntilSomebodyWaits(client: pg.Client): Promise<void> {
  for (;;) {
    const { rowCount } = await client.query(
      // Of this database: other tests use the same server.
      `select 1 from pg_locks where not granted
         and database = (select oid from pg_database where datname = current_database()) limit 1`,
    );
    if (rowCount === 1) return;
  }
}

function edited(change: (text: string) => string): (whole: Buffer) => Buffer {
  return (whole) => {
    const before = gunzipSync(whole).toString('utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    return gzipSync(after);
  };
}
