import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@keyward/database/embedded';
import { isAlive } from './is-alive.ts';
import { makeMemoryFolder } from './memory-folder.ts';

const prefix = 'keyward-test-database-';

/** Tests start many processes, which start in half the time with what Node has compiled for others before. */
const compiled = fileURLToPath(
  new URL('../../../node_modules/.cache/keyward-tests/', import.meta.url),
);

/**
 * Offers the run's tests one embedded PostgreSQL, started when the first of them asks: a run that
 * needs no database pays nothing. Vitest calls this once per project, in its main process.
 */
export async function setup(): Promise<() => Promise<void>> {
  process.env['NODE_COMPILE_CACHE'] ??= compiled;
  const giveBackFolder = await workInMemory();
  const database = await offerTestDatabase();
  const starter = createServer((_request, response) => {
    database.url().then(
      (url) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => starter.listen(0, '127.0.0.1', resolve));
  const address = starter.address();
  if (typeof address !== 'object' || address === null) {
    throw new Error('The starter has no port.');
  }
  process.env['KEYWARD_TEST_DATABASE_STARTER'] =
    `http://127.0.0.1:${address.port}`;

  return async () => {
    starter.close();
    await database.end();
    giveBackFolder();
  };
}

/**
 * Has tests keep their files in memory where nobody has said where to: making and removing the many files of
 * databases takes a disk's file system more time than most tests.
 */
async function workInMemory(): Promise<() => void> {
  if (process.env['TMPDIR'] !== undefined) return () => undefined;
  const folder = await makeMemoryFolder(removeLeftovers);
  if (folder === undefined) return () => undefined;
  process.env['TMPDIR'] = folder;
  return () => {
    delete process.env['TMPDIR'];
    rmSync(folder, { recursive: true, force: true });
  };
}

/** An embedded PostgreSQL for tests, started when its address is first asked for; `end` removes it with its files. */
export async function offerTestDatabase(): Promise<{
  url: () => Promise<string>;
  end: () => Promise<void>;
}> {
  await removeLeftovers(tmpdir());
  let database: Promise<EmbeddedPostgres> | undefined;
  let serverPid: number | undefined;
  // An interrupted run never reaches the teardown; its files go when the next run begins.
  const endServer = (): void => {
    if (serverPid !== undefined) process.kill(serverPid, 'SIGINT');
  };
  process.once('exit', endServer);
  const dataDir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  // mkdtemp makes 0700; the user that PostgreSQL runs as under root has to get through.
  chmodSync(dataDir, 0o711);
  return {
    async url() {
      database ??= startEmbeddedPostgres({
        dataDir,
        settings: testSettings,
        pgBin: process.env['PG_BIN'],
      });
      const started = await database;
      serverPid = started.pid;
      return started.url;
    },
    async end() {
      process.removeListener('exit', endServer);
      await database?.then((started) => started.stop()).catch(() => undefined);
      await removeEmbeddedPostgres(dataDir);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Tests lose nothing in a power cut, and several files connect at once. */
const testSettings = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '120',
  // Its workers are the superuser's: a test that drops its database could not end one that looks at it.
  autovacuum: 'off',
};

/** What a killed run left in the temporary folder, server included; live runs are left alone. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of readdirSync(parent).filter((entry) =>
    entry.startsWith(prefix),
  )) {
    const folder = join(parent, name);
    const owner = Number(name.slice(prefix.length).split('-')[0]);
    if (Number.isInteger(owner) && isAlive(owner)) continue;
    await removeEmbeddedPostgres(folder)
      .then(() => rmSync(folder, { recursive: true, force: true }))
      .catch(() => undefined);
  }
}
