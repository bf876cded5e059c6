import { assert, expect, test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/embedded/index.ts';
import { ask } from './ask.ts';
import { newDataDirectory } from './data-directory.ts';
import { spawnOwner } from './spawn-owner.ts';

test('a second instance on the same directory is refused, naming the first', async () => {
  const dataDir = newDataDirectory();
  const first = await startEmbeddedPostgres({ dataDir });
  try {
    const second = spawnOwner(dataDir);
    const refusal = await second.report;
    await second.end('SIGTERM');
    assert('code' in refusal);
    expect(refusal.code).toBe('in_use');
    expect(refusal.message).toContain(`process ${process.pid}`);
    await expect(removeEmbeddedPostgres(dataDir)).rejects.toThrow(
      /stop it first/,
    );
    expect(await ask(first.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
  } finally {
    await first.stop();
  }
});

test('a process that was given the id of a killed owner does not count as the owner', async () => {
  const dataDir = newDataDirectory();
  const first = await startEmbeddedPostgres({ dataDir });
  await first.stop();
  writeFileSync(
    join(first.location, 'owner.7.lock'),
    `${process.pid}\nanother start\n`,
  );
  // PostgreSQL itself would refuse for ever: the id in its file belongs to this test.
  writeFileSync(
    join(first.location, 'cluster', 'postmaster.pid'),
    `${process.pid}\n${first.location}\n0\n1\n\n\n`,
  );

  const second = await startEmbeddedPostgres({ dataDir });
  expect(second.adopted).toBe(false);
  await second.stop();
});
