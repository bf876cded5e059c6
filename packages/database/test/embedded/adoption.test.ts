import { assert, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../src/embedded/index.ts';
import { isProcessAlive } from '../../src/embedded/process-identity.ts';
import { ask } from './ask.ts';
import { newDataDirectory } from './data-directory.ts';
import { spawnOwner } from './spawn-owner.ts';

test('adopts the server whose owner was killed, and stops it when told', async () => {
  const dataDir = newDataDirectory();
  const owner = spawnOwner(dataDir);
  const left = await owner.report;
  assert('url' in left);
  await ask(left.url, 'create table note as select 1 as body');
  await owner.end('SIGKILL');
  expect(isProcessAlive(left.pid)).toBe(true);

  const adopted = await startEmbeddedPostgres({ dataDir });
  expect(adopted).toMatchObject({
    adopted: true,
    pid: left.pid,
    url: left.url,
  });
  expect(await ask(adopted.url, 'select body from note')).toEqual([
    { body: 1 },
  ]);
  await adopted.stop();
  expect(isProcessAlive(left.pid)).toBe(false);
});

test('starts anew with every acknowledged commit when server and owner were both killed', async () => {
  const dataDir = newDataDirectory();
  const owner = spawnOwner(dataDir);
  const left = await owner.report;
  assert('url' in left);
  await ask(left.url, 'create table note (body int)');
  for (let body = 0; body < 20; body += 1) {
    await ask(left.url, `insert into note values (${body})`);
  }
  process.kill(left.pid, 'SIGKILL');
  await owner.end('SIGKILL');

  const next = await startEmbeddedPostgres({ dataDir });
  try {
    expect(next.adopted).toBe(false);
    expect(
      await ask(next.url, 'select count(*)::int as notes from note'),
    ).toEqual([{ notes: 20 }]);
  } finally {
    await next.stop();
  }
});
