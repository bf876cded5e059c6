import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { connectDatabase, type DatabaseHandle } from '../src/index.ts';
import { createTestDatabase, type TestDatabase } from '../src/test-database.ts';
import { tellFigure } from './figures.ts';

let stored: TestDatabase;
let handle: DatabaseHandle;
let other: pg.Client;

beforeAll(async () => {
  stored = await createTestDatabase();
  handle = connectDatabase(stored.url, { maxConnections: 2, statementMs: 300 });
  other = new pg.Client({ connectionString: stored.url });
  await other.connect();
});
afterAll(async () => {
  await handle.close();
  await other.end();
  await stored.drop();
});

describe('a connection of the pool', () => {
  it('that the server ends in the middle of a transaction costs that transaction only', async () => {
    const client = await handle.pool.connect();
    await client.query('begin');
    const { rows } = await client.query<{ pid: number }>(
      'select pg_backend_pid() as pid',
    );
    const ended = new Promise((resolve) => client.once('end', resolve));
    await other.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    await expect(client.query('select 1')).rejects.toThrow();
    client.release();
    const after = await handle.pool.query<{ one: number }>('select 1 as one');
    expect(after.rows).toEqual([{ one: 1 }]);
  });

  it('whose process is paused in a transaction keeps the others out for ten seconds at most', async () => {
    const paused = await handle.pool.connect();
    await paused.query('begin');
    await paused.query('select pg_advisory_xact_lock(1)');
    const begun = performance.now();
    await other.query('select pg_advisory_lock(1)');
    const inTheWay = performance.now() - begun;
    expect(inTheWay).toBeLessThan(13_000);
    tellFigure('F18 paused transaction in the way, ms', inTheWay, {
      most: 13_000,
    });
    await expect(paused.query('commit')).rejects.toThrow();
    paused.release();
    await other.query('select pg_advisory_unlock(1)');
  });

  it('gives a statement up that takes too long', async () => {
    await expect(
      handle.pool.query('select pg_sleep(10)'),
    ).rejects.toMatchObject({ code: '57014' });
  });
});
