import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { startEmbeddedPostgres } from '../../src/embedded/index.ts';
import { newDataDirectory } from './data-directory.ts';

test('a server that is killed runs again on the same port with what was committed', async () => {
  const lines: string[] = [];
  const server = await startEmbeddedPostgres({
    dataDir: newDataDirectory(),
    log: (line) => lines.push(line),
  });
  const pool = new pg.Pool({ connectionString: server.url });
  pool.on('error', () => undefined);
  try {
    await pool.query('create table kept (word text)');
    await pool.query(`insert into kept values ('still here')`);
    const before = server.pid;

    process.kill(before, 'SIGKILL');

    await vi.waitFor(
      async () => {
        const { rows } = await pool.query('select word from kept');
        expect(rows).toStrictEqual([{ word: 'still here' }]);
        expect(server.pid).not.toBe(before);
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(lines.join('\n')).toContain('ended unexpectedly');
  } finally {
    await pool.end();
    await server.stop();
  }
});
