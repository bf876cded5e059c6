import { createHash } from 'node:crypto';
import {
  existsSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/embedded/index.ts';
import { ask } from './ask.ts';
import { newDataDirectory } from './data-directory.ts';

const isRoot = process.getuid?.() === 0;

test.runIf(isRoot)(
  'as root below a 0700 folder, the cluster is kept where its user can enter',
  async () => {
    const dataDir = newDataDirectory(0o700);
    const server = await startEmbeddedPostgres({ dataDir });
    const hash = createHash('sha256')
      .update(realpathSync(dataDir))
      .digest('hex')
      .slice(0, 12);
    expect(server.location).toBe(`/var/lib/keyward/${hash}`);
    expect(readFileSync(join(dataDir, 'location'), 'utf8').trim()).toBe(
      server.location,
    );
    expect(statSync(dirname(dataDir)).mode & 0o777).toBe(0o700);
    expect(statSync(join(server.location, 'cluster')).uid).not.toBe(0);
    await ask(server.url, 'create table note as select 1 as body');
    await server.stop();

    const again = await startEmbeddedPostgres({ dataDir });
    expect(await ask(again.url, 'select body from note')).toEqual([
      { body: 1 },
    ]);
    await again.stop();

    await removeEmbeddedPostgres(dataDir);
    expect(existsSync(server.location)).toBe(false);
  },
);

test.runIf(isRoot)(
  'a deleted data directory begins anew and keeps the old cluster beside',
  async () => {
    const dataDir = newDataDirectory(0o700);
    const before = await startEmbeddedPostgres({ dataDir });
    await before.stop();
    rmSync(dataDir, { recursive: true });

    const after = await startEmbeddedPostgres({ dataDir });
    expect(
      existsSync(join(after.location, 'cluster-set-aside', 'PG_VERSION')),
    ).toBe(true);
    expect(after.url).not.toBe(before.url);
    await after.stop();
  },
);
