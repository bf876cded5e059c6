import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../src/embedded/index.ts';
import { isProcessAlive } from '../../src/embedded/process-identity.ts';
import { ask } from './ask.ts';
import { newDataDirectory } from './data-directory.ts';

const safeSettings = `
  select name, setting from pg_settings where name in
    ('data_checksums', 'fsync', 'full_page_writes', 'synchronous_commit', 'listen_addresses',
     'password_encryption', 'server_encoding')`;

test('sets up a durable server that only this machine reaches, and only with the password', async () => {
  const dataDir = newDataDirectory();
  const server = await startEmbeddedPostgres({ dataDir });
  try {
    const rows = await ask(server.url, safeSettings);
    expect(
      Object.fromEntries(rows.map((row) => [row['name'], row['setting']])),
    ).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      listen_addresses: '127.0.0.1',
      password_encryption: 'scram-sha-256',
      server_encoding: 'UTF8',
    });
    expect(
      await ask(
        server.url,
        'select rolsuper from pg_roles where rolname = current_user',
      ),
    ).toEqual([{ rolsuper: false }]);
    const guessed = new URL(server.url);
    guessed.password = 'guessed';
    await expect(ask(guessed.href, 'select 1')).rejects.toThrow(
      /password authentication failed/,
    );
    const [, , , , socketFolder] = readFileSync(
      join(server.location, 'cluster', 'postmaster.pid'),
      'utf8',
    ).split('\n');
    expect(socketFolder).toBe('');
    expect(
      statSync(join(dataDir, 'postgres', 'credentials.json')).mode & 0o777,
    ).toBe(0o600);
  } finally {
    await server.stop();
  }
});

test('stops when told, and the next start has the data on the same port', async () => {
  const dataDir = newDataDirectory();
  const first = await startEmbeddedPostgres({ dataDir });
  await ask(first.url, 'create table note as select 42 as body');
  await Promise.all([first.stop(), first.stop()]);
  expect(isProcessAlive(first.pid)).toBe(false);

  const second = await startEmbeddedPostgres({ dataDir });
  try {
    expect(second.adopted).toBe(false);
    expect(second.url).toBe(first.url);
    expect(await ask(second.url, 'select body from note')).toEqual([
      { body: 42 },
    ]);
  } finally {
    await second.stop();
  }
});

test('stops within its bound although a client stays connected', async () => {
  const server = await startEmbeddedPostgres({ dataDir: newDataDirectory() });
  const client = new pg.Client({ connectionString: server.url });
  // The client reports the message of the server, then the lost connection.
  client.on('error', () => undefined);
  const cutOff = once(client, 'error');
  await client.connect();

  await server.stop();
  expect(isProcessAlive(server.pid)).toBe(false);
  expect(await cutOff).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(/terminat/) as string,
    }),
  ]);
});
