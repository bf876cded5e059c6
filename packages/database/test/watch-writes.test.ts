import {
  connectDatabase,
  type DatabaseHandle,
  watchWrites,
} from '@keyward/database';
import {
  createTestDatabase,
  type TestDatabase,
} from '@keyward/database/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let testDatabase: TestDatabase;
let database: DatabaseHandle;
let seen: string[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connectDatabase(testDatabase.url);
  for (const table of ['one', 'two', 'three']) {
    await sql`create table ${sql.table(table)} (id integer primary key, text text)`.execute(
      database.db,
    );
  }
  watchWrites(database.pool, (tables) => {
    const what = tables.join('+');
    seen.push(`before ${what}`);
    return () => seen.push(`after ${what}`);
  });
});
beforeEach(() => {
  seen = [];
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

describe('whoever watches the writes of a pool', () => {
  it('sees a statement of its own before and after', async () => {
    await sql`insert into one values (1, 'a')`.execute(database.db);
    expect(seen).toEqual(['before one', 'after one']);
  });

  it('sees a transaction once, at its commit, with all of its tables', async () => {
    await database.db.transaction().execute(async (tx) => {
      await sql`insert into two values (1, 'a')`.execute(tx);
      await sql`update "one" set text = 'b'`.execute(tx);
      expect(seen).toEqual([]);
      await sql`with gone as (delete from three returning id)
        insert into two select id, 'c' from gone`.execute(tx);
    });
    expect(seen).toEqual(['before one+three+two', 'after one+three+two']);
  });

  it('sees nothing of what reads, locks or is undone', async () => {
    await sql`select * from one`.execute(database.db);
    await database.db.transaction().execute(async (tx) => {
      await sql`select id from one for update`.execute(tx);
      await sql`select id from one for update of one skip locked`.execute(tx);
      await sql`select id from one for no key update`.execute(tx);
    });
    const undone = database.db.transaction().execute(async (tx) => {
      await sql`insert into three values (9, 'z')`.execute(tx);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(seen).toEqual([]);
  });

  it('does not take the second half of an upsert for another table', async () => {
    await sql`insert into one values (1, 'x') on conflict (id) do update set text = 'y'`.execute(
      database.db,
    );
    expect(seen).toEqual(['before one', 'after one']);
  });

  it('hears of a write that fails before it, and not after', async () => {
    const failing = sql`insert into one values (1, 'again')`.execute(
      database.db,
    );
    await expect(failing).rejects.toThrow(/duplicate/);
    expect(seen).toEqual(['before one']);
  });
});
