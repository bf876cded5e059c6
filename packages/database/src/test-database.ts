import { randomBytes } from 'node:crypto';
import pg from 'pg';

import { connectDatabase } from './connect.ts';
import { migrate } from './migrate.ts';

/** A database of its own for one test or test file. */
export type TestDatabase = { url: string; drop(): Promise<void> };

/** What many tests begin with: made once in a run, then copied. */
export type TestTemplate = {
  /** A word, unlike that of every other template. */
  name: string;
  /** Fills an empty database, and leaves no connection to it. */
  fill(url: string): Promise<void>;
};

/** The newest schema, and nobody in it. */
export const NEWEST_SCHEMA: TestTemplate = {
  name: 'newest_schema',
  async fill(url) {
    const database = connectDatabase(url);
    try {
      await migrate(database.db);
    } finally {
      await database.close();
    }
  },
};

/**
 * Makes a database on the server of this test run, empty or as the template is. The server is the one
 * in `KEYWARD_TEST_DATABASE_URL` (its role may create databases), else the embedded one that the
 * run's global setup starts when the first test asks. A server that was given keeps nothing of a run,
 * so that there every database is filled by itself.
 */
export async function createTestDatabase(
  template?: TestTemplate,
): Promise<TestDatabase> {
  const server = new URL(await serverUrl());
  const name = `test_${randomBytes(8).toString('hex')}`;
  const url = databaseOn(server, name);
  if (template === undefined || givenServer() !== undefined) {
    await onServer(server, `create database ${name}`);
    await template?.fill(url);
  } else {
    const origin = await filled(server, template);
    // Copying files costs half of what writing every page to the journal does.
    await onServer(
      server,
      `create database ${name} template ${origin} strategy file_copy`,
    );
  }
  return {
    url,
    drop: () =>
      onServer(server, `drop database if exists ${name} with (force)`),
  };
}

const templates = new Map<string, Promise<string>>();

/** The template's database, which the first worker of the run that needs it makes for all of them. */
function filled(server: URL, template: TestTemplate): Promise<string> {
  const key = `${server.host} ${template.name}`;
  const name = templates.get(key) ?? fillOnce(server, template);
  templates.set(key, name);
  return name;
}

async function fillOnce(server: URL, template: TestTemplate): Promise<string> {
  const name = `template_${template.name}`;
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  try {
    // The other workers wait here; the lock goes with the connection.
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query(
      'select 1 from pg_database where datname = $1',
      [name],
    );
    if (rowCount === 1) return name;
    // Only what was filled to its end has the name that others look for.
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(`create database ${draft}`);
    await template.fill(databaseOn(server, draft));
    await client.query(`alter database ${draft} rename to ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

function databaseOn(server: URL, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function givenServer(): string | undefined {
  const { KEYWARD_TEST_DATABASE_URL: given } = process.env;
  return given === '' ? undefined : given;
}

async function serverUrl(): Promise<string> {
  const given = givenServer();
  if (given !== undefined) return given;
  const { KEYWARD_TEST_DATABASE_STARTER: starter } = process.env;
  if (starter === undefined) {
    throw new Error(
      'No test database: run under the root vitest configuration or set KEYWARD_TEST_DATABASE_URL.',
    );
  }
  const answer = await fetch(starter);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.text();
}

async function onServer(server: URL, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
