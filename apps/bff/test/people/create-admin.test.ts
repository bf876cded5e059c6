import { connectDatabase, type Database } from '@keyward/database';
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '@keyward/database/embedded';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
} from '@keyward/database/test-database';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createLocalAccount } from '../../src/people/accounts.ts';
import { CHILD_ENVIRONMENT } from '../support/child-environment.ts';
import { cookieOf } from '../support/person.ts';
import { startProductionConsole } from '../support/production-console.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const ENTRY = join(ROOT, 'apps/bff/src/create-admin.ts');
const COMMAND = join(ROOT, 'packages/tooling/bin/keyward.mjs');
const PASSWORD = 'a quiet harbour at dawn';
const NAMES = ['--username', 'Root.Admin', '--display-name', 'Rosa Root'];

interface Ended {
  code: number | null;
  out: string;
  said: string;
}

/** The command as somebody on the host runs it; `input` is what comes on standard input. */
async function run(
  args: string[],
  env: Record<string, string>,
  input = `${PASSWORD}\n`,
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: {
      ...CHILD_ENVIRONMENT,
      KEYWARD_DATA_DIR: join(tmpdir(), 'keyward-no-such-directory'),
      ...env,
    },
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = once(child, 'close');
  const [out, said] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
  ]);
  await ended;
  return { code: child.exitCode, out, said };
}

function createAdmin(
  env: Record<string, string>,
  args: string[] = NAMES,
  input?: string,
): Promise<Ended> {
  return run([ENTRY, ...args], env, input);
}

async function admins(db: Database): Promise<unknown[]> {
  return db
    .selectFrom('person')
    .innerJoin('person_role', 'person_role.person_id', 'person.id')
    .innerJoin('identity', 'identity.person_id', 'person.id')
    .select(['person.username', 'person.display_name', 'role', 'source', 'iss'])
    .where('role', '=', 'security_admin')
    .orderBy('person.created_at')
    .execute();
}

const ROSA = {
  username: 'root.admin',
  display_name: 'Rosa Root',
  role: 'security_admin',
  source: 'console',
  iss: 'local',
};

describe('create-admin on the embedded database', () => {
  let parent: string;
  let dataDir: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'keyward-create-admin-'));
    await chmod(parent, 0o711);
    dataDir = join(parent, 'data');
  });
  afterEach(async () => {
    await removeEmbeddedPostgres(dataDir);
    await rm(parent, { recursive: true, force: true });
  });

  it('works while the console is stopped, before its first start, and while it runs', async () => {
    const env = { KEYWARD_DATA_DIR: dataDir };
    const first = await run([COMMAND, 'create-admin', ...NAMES], env);
    expect(first).toEqual({
      code: 0,
      out: 'root.admin can sign in as security admin.\n',
      said: '',
    });
    // Nothing of the database is left running.
    const server = await startEmbeddedPostgres({ dataDir });
    expect(server.adopted).toBe(false);
    const database = connectDatabase(server.url, { maxConnections: 2 });
    try {
      expect(await admins(database.db)).toEqual([ROSA]);
      const second = await createAdmin(env, [
        '--username',
        'second',
        '--display-name',
        'Second',
      ]);
      expect(second).toMatchObject({ code: 0, said: '' });
      expect(await admins(database.db)).toHaveLength(2);
      const { rows } = await database.pool.query<{ row: unknown }>(
        "select row from audit where code = 'person.created' order by seq",
      );
      expect(rows.map(({ row }) => row)).toEqual([
        expect.objectContaining({
          actor: null,
          action: 'create-admin on the host',
        }),
        expect.objectContaining({ actor: null }),
      ]);
      expect(JSON.stringify(rows)).not.toContain(PASSWORD);
    } finally {
      await database.close();
      await server.stop();
    }
  }, 120_000);
});

describe('create-admin on a shared server', () => {
  it('makes an account that signs in to the running console, and the token file goes', async () => {
    const console = await startProductionConsole();
    try {
      const file = join(console.dataDir, 'first-account-token');
      expect(existsSync(file)).toBe(true);
      const env = {
        DATABASE_URL: console.databaseUrl,
        KEYWARD_DATA_DIR: console.dataDir,
      };
      expect(await createAdmin(env)).toMatchObject({ code: 0, said: '' });
      expect(existsSync(file)).toBe(false);
      const entered = await console.call('POST', '/api/session', {
        username: 'root.admin',
        password: PASSWORD,
      });
      expect(entered.status).toBe(201);
      expect(cookieOf(entered)).toMatch(/^__Host-keyward=/);
    } finally {
      await console.stop();
    }
  });

  it('is a way in where people exist already, and changes none of them', async () => {
    const testDatabase = await createTestDatabase(NEWEST_SCHEMA);
    const database = connectDatabase(testDatabase.url, { maxConnections: 2 });
    try {
      await database.db.transaction().execute((tx) =>
        createLocalAccount(tx, {
          username: 'gone',
          displayName: 'Gone Admin',
          password: PASSWORD,
          roles: ['security_admin'],
        }),
      );
      const env = { DATABASE_URL: testDatabase.url };
      expect(await createAdmin(env)).toMatchObject({ code: 0 });
      expect(await admins(database.db)).toEqual([
        expect.objectContaining({ username: 'gone' }),
        ROSA,
      ]);
      // The same once more is refused by name, not by a fault of the database.
      expect(await createAdmin(env)).toEqual({
        code: 1,
        out: '',
        said: 'create-admin: User name: This user name is taken.\n',
      });
    } finally {
      await database.close();
      await testDatabase.drop();
    }
  });
});

describe('create-admin says in one line why it does nothing', () => {
  it.each([
    [
      'an unknown option',
      ['--admin'],
      `${PASSWORD}\n`,
      /^create-admin: Usage: create-admin .*\n$/,
    ],
    [
      'a missing name without a terminal',
      ['--username', 'root'],
      `${PASSWORD}\n`,
      /^create-admin: Without a terminal, give --display-name as an option\.\n$/,
    ],
    [
      'a short password',
      NAMES,
      'short\n',
      /^create-admin: Password: At least 12 characters\.\n$/,
    ],
    ['no password', NAMES, '', /^create-admin: Password: .*\n$/],
    [
      'a name that is none',
      ['--username', 'two words', '--display-name', 'Two'],
      `${PASSWORD}\n`,
      /^create-admin: User name: .*\n$/,
    ],
    [
      'a database that cannot be reached',
      NAMES,
      `${PASSWORD}\n`,
      /^create-admin: DATABASE_URL: PostgreSQL cannot be used there \(ECONNREFUSED\).*\n$/,
    ],
  ])('for %s', async (_why, args, input, said) => {
    const env = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' };
    const ended = await createAdmin(env, args, input);
    expect(ended).toMatchObject({ code: 1, out: '' });
    expect(ended.said).toMatch(said);
  });
});

describe('create-admin at a terminal', () => {
  it.runIf(process.platform === 'linux')(
    'asks for what is missing and never shows the password',
    async () => {
      const testDatabase = await createTestDatabase(NEWEST_SCHEMA);
      try {
        const shown = await atTerminal(
          `${process.execPath} ${ENTRY}`,
          { DATABASE_URL: testDatabase.url },
          [
            ['User name: ', 'root.admin'],
            ['Name as others see it: ', 'Rosa Root'],
            ['Password (at least 12 characters): ', PASSWORD],
            ['The same again: ', PASSWORD],
          ],
        );
        expect(shown).toContain('root.admin can sign in as security admin.');
        expect(shown).toContain('Rosa Root');
        expect(shown).not.toContain('harbour');
      } finally {
        await testDatabase.drop();
      }
    },
  );
});

/** Runs a command on a terminal of its own and answers its questions as they come; returns everything it showed. */
async function atTerminal(
  command: string,
  env: Record<string, string>,
  answers: [question: string, answer: string][],
): Promise<string> {
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: ROOT,
    env: {
      ...CHILD_ENVIRONMENT,
      TERM: 'dumb',
      KEYWARD_DATA_DIR: join(tmpdir(), 'keyward-no-such-directory'),
      ...env,
    },
  });
  let shown = '';
  let from = 0;
  const next = [...answers];
  child.stdout.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
    const [waiting] = next;
    if (waiting === undefined) return;
    const at = shown.indexOf(waiting[0], from);
    if (at < 0) return;
    from = at + waiting[0].length;
    next.shift();
    child.stdin.write(`${waiting[1]}\n`);
  });
  await once(child, 'exit');
  return shown;
}
