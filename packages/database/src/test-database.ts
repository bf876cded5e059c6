import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of its own for one test or test file. */
export type TestDatabase = { url: string; drop(): Promise<void> };

/**
 * Makes an empty database on the server of this test run. The server is the one in
 * `KEYWARD_TEST_DATABASE_URL` (its role may create databases), else the embedded one that the
 * run's global setup starts when the first test asks.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = new URL(await serverUrl());
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () =>
      onServer(server, `drop database if exists ${name} with (force)`),
  };
}

async function serverUrl(): Promise<string> {
  const {
    KEYWARD_TEST_DATABASE_URL: given,
    KEYWARD_TEST_DATABASE_STARTER: starter,
  } = process.env;
  if (given !== undefined && given !== '') return given;
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
