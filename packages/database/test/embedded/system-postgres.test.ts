import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../src/embedded/index.ts';
import { ask } from './ask.ts';
import { newDataDirectory } from './data-directory.ts';

const system = '/usr/lib/postgresql';

/** PG_BIN, else the newest server that the distribution installed. */
function findSystemPostgres(): string | undefined {
  if (process.env['PG_BIN']) return process.env['PG_BIN'];
  if (!existsSync(system)) return undefined;
  return readdirSync(system)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(system, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'postgres')));
}

const pgBin = findSystemPostgres();

test.runIf(pgBin !== undefined)(
  'runs the system PostgreSQL where PG_BIN points at it',
  async () => {
    const dataDir = newDataDirectory();
    const server = await startEmbeddedPostgres({ dataDir, pgBin });
    const [row] = await ask(
      server.url,
      "select current_setting('data_checksums') as checksums, version()",
    );
    await server.stop();
    expect(row?.['checksums']).toBe('on');

    const again = await startEmbeddedPostgres({ dataDir, pgBin });
    expect(await ask(again.url, 'select version()')).toEqual([
      { version: row?.['version'] },
    ]);
    await again.stop();
  },
);

test('says in one line that PG_BIN holds no server', async () => {
  const refused = startEmbeddedPostgres({
    dataDir: newDataDirectory(),
    pgBin: '/usr/share',
  });
  await expect(refused).rejects.toMatchObject({
    code: 'binaries_missing',
    message:
      'PG_BIN=/usr/share holds no PostgreSQL server; it has to be a folder with postgres and initdb.',
  });
});
