import { connectDatabase, type DatabaseHandle } from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
  type TestDatabase,
} from '@keyward/database/test-database';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createDenialNotes } from '../../src/audit/denials.ts';
import { makeCaller } from '../live/make-caller.ts';

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

const log = pino({ level: 'silent' });
const origin = { requestId: 'request-1', ip: '127.0.0.1' };

async function auditedRows() {
  const rows = await database.db
    .selectFrom('audit')
    .select(['code', 'person_id', 'outcome', 'row'])
    .orderBy('seq')
    .execute();
  return rows;
}

describe('a denial', () => {
  it('is written once per burst of the same person, code and route', async () => {
    const notes = createDenialNotes({ db: database.db, log });
    const [ada, rune] = [makeCaller(), makeCaller()];
    const denial = {
      caller: ada,
      origin,
      code: 'forbidden',
      route: 'listAudit',
    } as const;
    for (let each = 0; each < 50; each += 1) notes.note(denial);
    notes.note({ ...denial, route: 'exportAudit' });
    notes.note({ ...denial, code: 'self_approval' });
    notes.note({ ...denial, caller: rune });
    await notes.settled();
    const rows = await auditedRows();
    expect(rows).toHaveLength(4);
    const row: unknown = expect.objectContaining({
      action: 'listAudit',
      detail: 'forbidden',
      reqId: 'request-1',
    });
    // Each is written by itself, so that their order is chance.
    expect(rows).toContainEqual({
      code: 'access.denied',
      person_id: ada.person.id,
      outcome: 'denied',
      row,
    });
  });

  it('is written again in a later burst', async () => {
    const notes = createDenialNotes({ db: database.db, log, burstMs: 0 });
    const caller = makeCaller();
    for (let each = 0; each < 3; each += 1) {
      notes.note({ caller, origin, code: 'forbidden', route: 'listAudit' });
    }
    await notes.settled();
    expect(await auditedRows()).toHaveLength(3);
  });

  it('remembers a bounded number of bursts, the newest', async () => {
    const notes = createDenialNotes({ db: database.db, log, maxBursts: 2 });
    const caller = makeCaller();
    const note = (route: string): void =>
      notes.note({ caller, origin, code: 'forbidden', route });
    ['a', 'b', 'c', 'c', 'b', 'a'].forEach(note);
    await notes.settled();
    expect(await auditedRows()).toHaveLength(4);
  });

  it('of nobody who is signed in is logged and not chained', async () => {
    const lines: string[] = [];
    const notes = createDenialNotes({
      db: database.db,
      log: pino({}, { write: (line) => void lines.push(line) }),
    });
    notes.note({
      caller: null,
      origin,
      code: 'unauthenticated',
      route: 'whoAmI',
    });
    await notes.settled();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      code: 'unauthenticated',
      route: 'whoAmI',
      requestId: 'request-1',
    });
    expect(await auditedRows()).toEqual([]);
  });

  it('never throws, and is tried again after the database failed', async () => {
    const notes = createDenialNotes({ db: database.db, log });
    const denial = {
      caller: makeCaller(),
      origin,
      code: 'forbidden',
      route: 'listAudit',
    } as const;
    await database.db.schema.alterTable('audit').renameTo('gone').execute();
    notes.note(denial);
    await expect(notes.settled()).resolves.toBeUndefined();
    await database.db.schema.alterTable('gone').renameTo('audit').execute();
    notes.note(denial);
    await notes.settled();
    expect(await auditedRows()).toHaveLength(1);
  });
});
