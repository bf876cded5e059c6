import { connectDatabase, type DatabaseHandle } from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
  type TestDatabase,
} from '@keyward/database/test-database';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { forgetOldEvents } from '../../src/retention/forget-old-events.ts';
import { taskEvent, writeEvents } from '../live/write-events.ts';

let testDatabase: TestDatabase;
let database: DatabaseHandle;

beforeEach(async () => {
  testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  database = connectDatabase(testDatabase.url);
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

/** Events of an age in days; every second one is progress. */
async function fill(from: number, to: number, days: number): Promise<void> {
  await sql`
    insert into event (seq, at, type, subject, v, data)
    select n, now() - ${days} * interval '1 day', 'task', 'task-1', 1,
      jsonb_build_object('what', case when n % 2 = 0 then 'progress' else 'step' end)
    from generate_series(${from}::int, ${to}::int) as n`.execute(database.db);
}

async function seqs(): Promise<number[]> {
  const rows = await database.db
    .selectFrom('event')
    .select('seq')
    .orderBy('seq')
    .execute();
  return rows.map(({ seq }) => seq);
}

it('forgets progress after a day and everything after 400 days, in pieces', async () => {
  await fill(1, 4_500, 500);
  await fill(4_501, 4_510, 3);
  await fill(4_511, 4_520, 0);
  expect(await forgetOldEvents(database.db, 5)).toBe(4_505);
  expect(await seqs()).toEqual([
    4_501, 4_503, 4_505, 4_507, 4_509, 4_511, 4_512, 4_513, 4_514, 4_515, 4_516,
    4_517, 4_518, 4_519, 4_520,
  ]);
  expect(await forgetOldEvents(database.db, 5)).toBe(0);
});

it('never forgets what streams are replayed from, nor the number of the newest', async () => {
  await fill(1, 30, 1_000);
  expect(await forgetOldEvents(database.db, 10)).toBe(20);
  expect((await seqs())[0]).toBe(21);
  await writeEvents(database.db, taskEvent('next'));
  expect((await seqs()).at(-1)).toBe(31);
});
