import { connectDatabase, type DatabaseHandle } from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
  type TestDatabase,
} from '@keyward/database/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';

import {
  forgetOldLimits,
  type Limit,
  limitsSharedIn,
} from '../src/limits/shared-limits.ts';

let testDatabase: TestDatabase;
let database: DatabaseHandle;
/** The same limit as two replicas have it. */
let here: Limit;
let there: Limit;

beforeAll(async () => {
  testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  database = connectDatabase(testDatabase.url);
  here = limitsSharedIn(database.db)('guesses', 5, 900);
  there = limitsSharedIn(database.db)('guesses', 5, 900);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

/** How many of so many tries at once, at both replicas, get through. */
async function countTaken(key: string, tries: number): Promise<number> {
  const taken = await Promise.all(
    Array.from({ length: tries }, (_, index) =>
      (index % 2 === 0 ? here : there).consume(key).then(
        () => 1,
        () => 0,
      ),
    ),
  );
  return taken.reduce<number>((sum, each) => sum + each, 0);
}

it('is used up once for all replicas, and says how long', async () => {
  expect(await countTaken('ada', 20)).toBe(5);
  await expect(here.consume('ada')).rejects.toMatchObject({
    msBeforeNext: expect.closeTo(900_000, -5) as number,
  });
  expect(await countTaken('rune', 3)).toBe(3);
});

it('is apart from another limit of the same key', async () => {
  await countTaken('mira', 5);
  const other = limitsSharedIn(database.db)('others', 1, 900);
  await expect(other.consume('mira')).resolves.toBeUndefined();
});

it('begins anew when its window is over by the database’s clock', async () => {
  await countTaken('tove', 5);
  await database.pool.query(
    "update shared_limit set ends_at = clock_timestamp() - interval '1 ms'",
  );
  expect(await countTaken('tove', 7)).toBe(5);
  await database.pool.query(
    "update shared_limit set ends_at = clock_timestamp() - interval '1 ms'",
  );
  await forgetOldLimits(database.db);
  const { rows } = await database.pool.query('select from shared_limit');
  expect(rows).toHaveLength(0);
});

it('gives points back at every replica', async () => {
  await countTaken('ines', 5);
  await here.reward('ines');
  expect(await countTaken('ines', 2)).toBe(1);
  await there.forget('ines');
  expect(await countTaken('ines', 6)).toBe(5);
});

it('keeps no name that somebody typed', async () => {
  await here.consume('hunter2|192.0.2.1');
  const { rows } = await database.pool.query<{ key: string }>(
    'select key from shared_limit',
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.some(({ key }) => key.includes('hunter2'))).toBe(false);
});

it('is counted in memory while the database is away', async () => {
  const away = connectDatabase('postgresql://nobody@127.0.0.1:1/none');
  const limit = limitsSharedIn(away.db)('guesses', 2, 900);
  await limit.consume('ada');
  await limit.consume('ada');
  await expect(limit.consume('ada')).rejects.toMatchObject({
    msBeforeNext: expect.any(Number) as number,
  });
  await limit.forget('ada');
  await expect(limit.consume('ada')).resolves.toBeUndefined();
  await away.close();
});
