import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { Tables } from '@keyward/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  approve,
  decide,
  endOf,
  look,
  newProvider,
  submit,
} from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  DEMO_PASSWORD,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { holdTask } from '../support/held-task.ts';
import { waitForLockQueue } from '../support/lock-queue.ts';
import { type Person, problemOf } from '../support/person.ts';
import type { Answer } from '../support/send.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());

type Tx = Transaction<Tables>;

/**
 * A decision that passes every look the console takes beforehand, and meets another truth when it writes: the test
 * holds the change's row until the console waits for it, and what it altered meanwhile counts from then on.
 */
async function decideWhile(
  change: { id: string; digest: string },
  who: Person,
  alter: (tx: Tx) => Promise<unknown>,
): Promise<Answer> {
  let answer: Promise<Answer> | undefined;
  await console.db.transaction().execute(async (tx) => {
    await sql`select from change where id = ${change.id} for update`.execute(
      tx,
    );
    await alter(tx);
    answer = decide(who, 'approve', change);
    await waitForLockQueue(console);
  });
  if (answer === undefined) throw new Error('Nothing was decided.');
  return answer;
}

async function approvalsOf(change: { id: string }): Promise<number> {
  const rows = await console.db
    .selectFrom('approval')
    .select('id')
    .where('change_id', '=', change.id)
    .execute();
  return rows.length;
}

describe('a decision that was allowed when it was looked at', () => {
  it.each<[string, (who: Person, id: string) => (tx: Tx) => Promise<unknown>]>([
    [
      'the change has become the approver’s own',
      (who, id) => (tx) =>
        sql`update change set requester_id = ${who.id} where id = ${id}`.execute(
          tx,
        ),
    ],
    [
      'the change has expired',
      (_who, id) => (tx) =>
        sql`update change set expires_at = now() - interval '1 second' where id = ${id}`.execute(
          tx,
        ),
    ],
    [
      'the time to decide is over',
      (_who, id) => (tx) =>
        sql`update change set decide_by = now() - interval '1 second' where id = ${id}`.execute(
          tx,
        ),
    ],
    [
      'the change has another digest',
      (_who, id) => (tx) =>
        sql`update change set digest = repeat('0', 64) where id = ${id}`.execute(
          tx,
        ),
    ],
    [
      'the change was withdrawn',
      (_who, id) => (tx) =>
        sql`update change set state = 'withdrawn' where id = ${id}`.execute(tx),
    ],
    [
      'the approver has lost the role',
      (who) => (tx) =>
        sql`delete from person_role where person_id = ${who.id}`.execute(tx),
    ],
    [
      'the approver was given the role anew',
      (who) => (tx) =>
        sql`update person_role set granted_at = clock_timestamp() where person_id = ${who.id}`.execute(
          tx,
        ),
    ],
    [
      'the approver was disabled',
      (who) => (tx) =>
        sql`update person set disabled_at = now() where id = ${who.id}`.execute(
          tx,
        ),
    ],
  ])('counts for nothing when %s', async (_what, alter) => {
    const approver = await console.person('reviewer');
    const change = await submit(admin, newProvider(console));
    const answer = await decideWhile(
      change,
      approver,
      alter(approver, change.id),
    );
    expect([403, 409]).toContain(answer.status);
    expect(await approvalsOf(change)).toBe(0);
    expect((await look(reviewer, change.id)).taskId).toBeNull();
  });

  it('counts for nothing when its session has ended meanwhile', async () => {
    const approver = await console.person('reviewer');
    const change = await submit(admin, newProvider(console));
    const answer = await decideWhile(change, approver, (tx) =>
      sql`update session set revoked_at = now() where person_id = ${approver.id}`.execute(
        tx,
      ),
    );
    expect(problemOf(answer).code).toBe('unauthenticated');
    expect(await approvalsOf(change)).toBe(0);
  });

  it('counts once when the same person has approved a moment before', async () => {
    const approver = await console.signIn('reviewer2');
    const change = await submit(admin, newProvider(console));
    const answer = await decideWhile(change, approver, (tx) =>
      sql`insert into approval (id, change_id, person_id, decision, digest)
        values (${randomUUID()}, ${change.id}, ${approver.id}, 'approve', ${change.digest})`.execute(
        tx,
      ),
    );
    expect(problemOf(answer).code).toBe('already_decided');
    expect(await approvalsOf(change)).toBe(1);
  });

  it('counts when nothing of it has changed, so that the tries above failed for their reason', async () => {
    const approver = await console.person('reviewer');
    const change = await submit(admin, newProvider(console));
    const answer = await decideWhile(change, approver, async () => undefined);
    expect(answer.status).toBe(200);
    expect(await approvalsOf(change)).toBe(1);
  });
});

describe('a decision that comes too often or too late', () => {
  it('is refused the second time, by the same person and by another', async () => {
    const change = await submit(admin, newProvider(console));
    await approve(reviewer, change);
    for (const who of [reviewer, await console.signIn('reviewer2')]) {
      for (const what of ['approve', 'reject'] as const) {
        const answer = await decide(who, what, change);
        expect(problemOf(answer).code).toBe('already_decided');
      }
    }
    expect(await approvalsOf(change)).toBe(1);
  });

  it('is refused after the expiry, and the change stays undecided', async () => {
    const change = await submit(admin, newProvider(console));
    await sql`update change set decide_by = now() - interval '1 second' where id = ${change.id}`.execute(
      console.db,
    );
    for (const what of ['approve', 'reject'] as const) {
      const answer = await decide(reviewer, what, change);
      expect(problemOf(answer).code).toBe('invalid_state');
    }
    expect(await approvalsOf(change)).toBe(0);
  });

  it('is refused to somebody disabled, with the cookie they still have', async () => {
    const gone = await console.person('reviewer');
    const change = await submit(admin, newProvider(console));
    await sql`update person set disabled_at = now() where id = ${gone.id}`.execute(
      console.db,
    );
    expect(problemOf(await decide(gone, 'approve', change)).code).toBe(
      'unauthenticated',
    );
    expect(await approvalsOf(change)).toBe(0);
  });
});

describe('a request that lies about where it comes from', () => {
  const LIES = {
    'x-forwarded-for': '203.0.113.7, 203.0.113.8',
    forwarded: 'for=203.0.113.7;host=evil.example;proto=https',
    'x-real-ip': '203.0.113.7',
    'x-client-ip': '203.0.113.7',
    'cf-connecting-ip': '203.0.113.7',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-original-url': '/api/audit',
    'x-rewrite-url': '/api/audit',
  };

  it('is audited and listed with the address of its connection', async () => {
    const liar = await console.person('reviewer');
    await console.send({
      method: 'POST',
      path: '/api/session',
      headers: {
        ...LIES,
        'x-keyward': '1',
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
      },
      body: JSON.stringify({
        username: liar.username,
        password: DEMO_PASSWORD,
      }),
    });
    const found = await console.db
      .selectFrom('session')
      .select('ip')
      .where('person_id', '=', liar.id)
      .execute();
    expect(found.map((each) => each.ip)).toEqual(['127.0.0.1', '127.0.0.1']);
    const rows = await console.db
      .selectFrom('audit')
      .select('row')
      .where('person_id', '=', liar.id)
      .execute();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('203.0.113');
  });

  it('gets the route of its own path, not of a header', async () => {
    const answer = await admin.call('GET', '/api/session', undefined, LIES);
    expect(answer.body).toMatchObject({ person: { id: admin.id } });
    expect(answer.text).not.toContain('evil.example');
  });
});

describe('a request that is too much', () => {
  it.each([
    ['one header of 10 KiB', { 'x-filler': 'x'.repeat(10_240) }, 200],
    ['ten headers of 10 KiB', many(10, 10_240), 431],
    ['ten thousand headers', many(10_000, 1), 431],
    ['a cookie of 12 KiB', { cookie: `keyward=${'x'.repeat(12_000)}` }, 200],
  ] as const)(
    'is answered, and the console goes on: %s',
    async (_what, headers, status) => {
      const answer = await console.send({
        method: 'GET',
        path: '/healthz',
        headers,
      });
      expect(answer.status).toBe(status);
      expect((await admin.call('GET', '/api/session')).status).toBe(200);
    },
  );

  function many(count: number, sizeBytes: number): Record<string, string> {
    return Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `x-${String(index)}`,
        'x'.repeat(sizeBytes),
      ]),
    );
  }
});

describe('an approval in the database', () => {
  it('counts for nothing when it is the requester’s own, however it got there', async () => {
    const lead = await console.signIn('lead');
    const held = await holdTask(
      console,
      { requester: lead, approver: reviewer },
      newProvider(console),
    );
    await sql`update approval set person_id = ${lead.id} where change_id = ${held.change.id}`.execute(
      console.db,
    );
    await held.letGo();
    expect(await endOf(lead, held.change)).toMatchObject({
      state: 'failed',
      explanation: { code: 'approval_lost' },
    });
    expect(await console.control('esx-01').effects()).toEqual([]);
  });
});
