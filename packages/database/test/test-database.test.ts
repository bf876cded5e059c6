import pg from 'pg';
import { expect, test } from 'vitest';
import {
  createTestDatabase,
  type TestTemplate,
} from '@keyward/database/test-database';

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

test.skipIf(process.env['KEYWARD_TEST_DATABASE_URL'])(
  'fills a template once for all who ask, and gives each a copy of its own',
  async () => {
    let filled = 0;
    const template: TestTemplate = {
      name: 'a_note',
      fill: async (url) => {
        filled += 1;
        await query(url, "create table note as select 'first' as body");
      },
    };
    const [one, other] = await Promise.all([
      createTestDatabase(template),
      createTestDatabase(template),
    ]);
    await query(one.url, "update note set body = 'changed'");
    expect(await query(other.url, 'select body from note')).toEqual([
      { body: 'first' },
    ]);
    expect(filled).toBe(1);
    await Promise.all([one.drop(), other.drop()]);
  },
);
