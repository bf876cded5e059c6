import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expireChanges } from '../src/changes/expire-changes.ts';
import { INBOX_ONLY } from '../src/notifications/channels.ts';
import { createNotices } from '../src/notifications/notices.ts';
import { decide, look, newProvider, submit } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf } from './support/person.ts';
import { waitFor } from './support/wait-for.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());

async function runOut(id: string): Promise<void> {
  await console.db
    .updateTable('change')
    .set({ expires_at: sql<Date>`now() - interval '1 second'` })
    .where('id', '=', id)
    .execute();
}

async function secretsOf(id: string): Promise<number> {
  const rows = await console.db
    .selectFrom('change_secret')
    .select('id')
    .where('change_id', '=', id)
    .execute();
  return rows.length;
}

describe('a change that nobody decides in time', () => {
  it('expires after the hours its requester chose', async () => {
    const standard = await submit(admin, newProvider(console));
    const short = await submit(admin, {
      ...newProvider(console),
      expiresInHours: 1,
    });
    const hours = (each: typeof short): number =>
      (Date.parse(each.expiresAt) - Date.parse(each.createdAt)) / 3_600_000;
    expect([hours(standard), hours(short)]).toEqual([24, 1]);
  });

  it('is not decided any more, even before anybody noticed', async () => {
    const change = await submit(admin, newProvider(console));
    await runOut(change.id);
    for (const decision of ['approve', 'reject'] as const) {
      const refused = problemOf(await decide(reviewer, decision, change));
      expect(refused.code).toBe('invalid_state');
    }
    expect((await look(admin, change.id)).decisions).toEqual([]);
  });

  it('ends with its secrets, an event and an audit row, once for all replicas', async () => {
    const change = await submit(admin, newProvider(console));
    await runOut(change.id);
    await Promise.all(
      Array.from({ length: 4 }, () =>
        expireChanges(console.db, createNotices(INBOX_ONLY)),
      ),
    );
    const after = await look(admin, change.id);
    expect(after.state).toBe('expired');
    expect(after.endedAt).not.toBeNull();
    expect(after.history.at(-1)?.text).toContain('Expired');
    expect(await secretsOf(change.id)).toBe(0);
    const rows = await console.db
      .selectFrom('audit')
      .select('seq')
      .where('object', '=', change.id)
      .where('code', '=', 'change.expired')
      .execute();
    expect(rows).toHaveLength(1);
    const refused = await decide(reviewer, 'approve', change);
    expect(problemOf(refused).code).toBe('invalid_state');
  });

  it('is ended by the console itself, while others stay open', async () => {
    const [due, open] = [
      await submit(admin, newProvider(console)),
      await submit(admin, newProvider(console)),
    ];
    await runOut(due.id);
    await waitFor('the console to notice', async () => {
      return (await look(admin, due.id)).state === 'expired';
    });
    expect((await look(admin, open.id)).state).toBe('pending');
  });
});
