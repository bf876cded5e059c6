import { execFileSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  openSync,
  closeSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import {
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from '../../src/embedded/index.ts';
import { isFullScale, tellFigure } from '../figures.ts';
import { ask } from './ask.ts';
import { durableSettings, flushesPerCommit } from './durable.ts';
import { newDataDirectory } from './data-directory.ts';

const PAGE = 8_192;

/** The file that holds a table, below the cluster. */
let catalogue = '';

const EVERY_DAMAGE: [what: string, harm: (cluster: string) => void][] = [
  [
    'pg_control is cut off',
    (cluster) => truncateSync(join(cluster, 'global', 'pg_control'), 100),
  ],
  [
    'the write-ahead log is gone',
    (cluster) => {
      for (const file of globSync(join(cluster, 'pg_wal', '0*'))) rmSync(file);
    },
  ],
  [
    'a page of the catalogue was overwritten',
    (cluster) => {
      const file = openSync(join(cluster, catalogue), 'r+');
      writeSync(file, Buffer.alloc(PAGE, 0x5a), 0, PAGE, 0);
      closeSync(file);
    },
  ],
  [
    'its files are gone but for a few',
    (cluster) => rmSync(join(cluster, 'PG_VERSION')),
  ],
];

const DAMAGES = isFullScale ? EVERY_DAMAGE : EVERY_DAMAGE.slice(2, 3);

const SAID =
  /^The database in .* is damaged and was left as it is \(.*\)\. Copy that folder away, then restore [^\n]*$/;

interface Found {
  what: string;
  code: string;
  isSaid: boolean;
  isSoon: boolean;
  isLeft: boolean;
}

function codeOf(error: unknown): string {
  return error instanceof EmbeddedPostgresError ? error.code : String(error);
}

/** With owners: under root the server runs as somebody else. */
function copy(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to]);
}

test('what is committed is on the disk, and a damaged database is left as it is and said to be damaged with what to do', async () => {
  const dataDir = newDataDirectory();
  const server = await startEmbeddedPostgres({ dataDir });
  await ask(server.url, 'create table note as select 1 as body');
  const [row] = await ask(
    server.url,
    `select pg_relation_filepath('pg_authid') as path`,
  );
  catalogue = String(row?.['path']);
  expect(await durableSettings(server.url)).toEqual([
    { fsync: 'on', commit: 'on', pages: 'on', checksums: 'on' },
  ]);
  const flushes = await flushesPerCommit(server.url);
  expect(flushes).toBeGreaterThanOrEqual(1);
  tellFigure('F4 flushes to the disk per commit', flushes, { least: 1 });
  const { location } = server;
  await server.stop();
  const cluster = join(location, 'cluster');
  const good = join(location, 'good');
  copy(cluster, good);
  const found: Found[] = [];
  for (const [what, harm] of DAMAGES) {
    harm(cluster);
    const begun = performance.now();
    const started = await startEmbeddedPostgres({ dataDir }).catch(
      (error: unknown) => error,
    );
    found.push({
      what,
      code: codeOf(started),
      isSaid: started instanceof Error && SAID.test(started.message),
      isSoon: performance.now() - begun < 20_000,
      // What is left of it is still there, and nothing new in its place.
      isLeft:
        existsSync(join(cluster, 'global', 'pg_control')) &&
        statSync(join(cluster, 'base')).isDirectory(),
    });
    rmSync(cluster, { recursive: true });
    copy(good, cluster);
  }
  const wanted = { code: 'damaged', isSaid: true, isSoon: true, isLeft: true };
  expect(found).toEqual(DAMAGES.map(([what]) => ({ what, ...wanted })));
  rmSync(cluster, { recursive: true });
  renameSync(good, cluster);
  const whole = await startEmbeddedPostgres({ dataDir });
  expect(
    await ask(whole.url, 'select count(*)::int as notes from note'),
  ).toEqual([{ notes: 21 }]);
  await whole.stop();
  tellFigure('F22 damages told and left alone', found.length, {
    least: EVERY_DAMAGE.length,
    of: EVERY_DAMAGE.length,
  });
});
