import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../src/embedded/index.ts';
import { ask } from './ask.ts';
import { newDataDirectory } from './data-directory.ts';
import { spawnOwner } from './spawn-owner.ts';

/** Moments of a first start, each known by a file that has just appeared. */
const moments: Record<string, (home: string) => boolean> = {
  'before initdb': (home) => existsSync(join(home, 'credentials.json')),
  'when initdb begins': (home) => inDraft(home, 'password'),
  'while initdb writes its configuration': (home) =>
    inDraft(home, 'cluster/postgresql.conf'),
  'while initdb fills the catalogue': (home) =>
    inDraft(home, 'cluster/global/pg_control'),
  'when the cluster is in place': (home) => existsSync(join(home, 'cluster')),
  'while the server starts': (home) =>
    existsSync(join(home, 'cluster/postmaster.pid')),
};

test.each(Object.entries(moments))(
  'a kill %s leaves a directory that starts',
  async (_moment, hasCome) => {
    const dataDir = newDataDirectory();
    const owner = spawnOwner(dataDir);
    // A killed owner says nothing more.
    owner.report.catch(() => undefined);
    while (!hasCome(join(dataDir, 'postgres'))) await delay(1);
    await owner.end('SIGKILL');

    const server = await startEmbeddedPostgres({ dataDir });
    try {
      expect(await ask(server.url, 'select 1 as alive')).toEqual([
        { alive: 1 },
      ]);
      expect(
        readdirSync(server.location).filter((name) => name.startsWith('init-')),
      ).toEqual([]);
    } finally {
      await server.stop();
    }
  },
);

function inDraft(home: string, path: string): boolean {
  if (!existsSync(home)) return false;
  const draft = readdirSync(home).find((name) => name.startsWith('init-'));
  return draft !== undefined && existsSync(join(home, draft, path));
}
