import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from '@keyward/database/test-database';

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

test('gives each caller an empty database of its own and removes it', async () => {
  const [first, second] = await Promise.all([
    createTestDatabase(),
    createTestDatabase(),
  ]);
  await query(first.url, 'create table note (body text)');
  expect(await query(second.url, `select to_regclass('note') as note`)).toEqual(
    [{ note: null }],
  );

  await first.drop();
  await expect(query(first.url, 'select 1')).rejects.toThrow(/does not exist/);
  await second.drop();
});
