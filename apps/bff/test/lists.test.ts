import {
  changePage,
  taskDetail,
  taskEventPage,
  taskPage,
} from '@keyward/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { taskEvent, writeEvents } from './live/write-events.ts';
import {
  approve,
  decide,
  endOf,
  lookAtTask,
  newProvider,
  submit,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf } from './support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let lead: Person;
let reviewer: Person;
let reviewer2: Person;
let seeded: string[];

const SEEDED = 120;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
  reviewer2 = await console.signIn('reviewer2');
  seeded = await seed();
});
afterAll(() => console.stop());

/** Many old changes, several at the very same time, all copies of one. Returns their ids, newest first. */
async function seed(): Promise<string[]> {
  const model = await submit(admin, {
    ...newProvider(console),
    ticket: 'BULK-1',
  });
  await decide(reviewer, 'reject', model);
  const { rows } = await sql<{ id: string }>`
    with copies as (
      insert into change (id, operation, target_type, connection_id, frozen_target, input, secrets, plan, checks, guard,
        guard_observed_at, reason, ticket, policy, requester_id, nonce, digest, state, waiting_for, search, created_at,
        expires_at, decide_by, ended_at)
      select gen_random_uuid(), operation, target_type, connection_id, frozen_target, input, secrets, plan, checks, guard,
        guard_observed_at, reason, 'BULK-' || (n % 4), policy, requester_id, nonce, digest, 'rejected', null,
        search || ' word-' || n, created_at - interval '1 day' - (n / 7) * interval '1 second', expires_at, decide_by, now()
      from change, generate_series(1, ${SEEDED}) as n where change.id = ${model.id}
      returning id, created_at)
    select id from copies order by created_at desc, id desc`.execute(
    console.db,
  );
  return rows.map((row) => row.id);
}

async function page(
  person: Person,
  query: string,
): Promise<{ ids: string[]; nextCursor: string | null }> {
  const answer = await person.call('GET', `/api/changes?${query}`);
  if (answer.status !== 200) throw new Error(answer.text);
  const { items, nextCursor } = changePage.parse(answer.body);
  return { ids: items.map((item) => item.id), nextCursor };
}

async function pages(
  query: string,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<string[][]> {
  const all: string[][] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { ids, nextCursor }: Awaited<ReturnType<typeof page>> = await page(
      admin,
      `${query}${from}`,
    );
    all.push(ids);
    cursor = nextCursor;
    await between();
  }
  return all;
}

describe('pages of changes', () => {
  it('show each one once and in order, while new ones arrive', async () => {
    const all = await pages('limit=13', () =>
      submit(admin, newProvider(console)),
    );
    const ids = all.flat();
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => seeded.includes(id))).toEqual(seeded);
    expect(all.slice(0, -1).every((each) => each.length === 13)).toBe(true);
  });

  it('are fifty long unless asked otherwise', async () => {
    expect((await page(admin, '')).ids).toHaveLength(50);
    expect((await page(admin, 'limit=200')).ids.length).toBeGreaterThan(SEEDED);
  });

  it('end without a cursor, also when the last one is exactly full', async () => {
    const query = 'ticket=BULK-2&limit=15';
    expect(SEEDED / 4).toBe(30);
    expect((await pages(query)).map((each) => each.length)).toEqual([15, 15]);
  });

  it('keep their filters', async () => {
    const ids = (await pages('ticket=bulk-3&state=rejected&limit=7')).flat();
    expect(ids).toHaveLength(30);
    expect(ids.every((id) => seeded.includes(id))).toBe(true);
  });
});

describe('a cursor', () => {
  it('is refused with other filters, by another page or made up', async () => {
    const { nextCursor } = await page(admin, 'limit=5&state=rejected');
    const cursor = nextCursor ?? '';
    const forged = Buffer.from('["2026-01-01T00:00:00Z","x","y"]').toString(
      'base64url',
    );
    for (const query of [
      `limit=5&cursor=${cursor}`,
      `limit=5&state=pending&cursor=${cursor}`,
      `limit=5&state=rejected&q=x&cursor=${cursor}`,
      `limit=5&state=rejected&cursor=${cursor}x`,
      `limit=5&state=rejected&cursor=${cursor.slice(0, -2)}`,
      `state=rejected&cursor=${forged}`,
      `state=rejected&cursor=%00`,
      `state=rejected&cursor=`,
    ]) {
      const answer = await admin.call('GET', `/api/changes?${query}`);
      expect(problemOf(answer)).toMatchObject({
        code: 'invalid_cursor',
        status: 400,
      });
    }
    const answer = await admin.call('GET', `/api/tasks?cursor=${cursor}`);
    expect(problemOf(answer).code).toBe('invalid_cursor');
    expect(
      (await page(admin, `limit=9&state=rejected&cursor=${cursor}`)).ids,
    ).toHaveLength(9);
  });

  it('of what awaits me is mine', async () => {
    for (let each = 0; each < 2; each += 1) {
      await submit(admin, newProvider(console));
    }
    const { nextCursor } = await page(reviewer, 'awaiting=me&limit=1');
    const answer = await lead.call(
      'GET',
      `/api/changes?awaiting=me&limit=1&cursor=${nextCursor ?? ''}`,
    );
    expect(problemOf(answer).code).toBe('invalid_cursor');
  });
});

describe('what awaits me', () => {
  it('is what I may decide, did not submit and have not decided', async () => {
    const [byAdmin, byLead] = [
      await submit(admin, newProvider(console)),
      await submit(lead, newProvider(console)),
    ];
    const shown = async (person: Person): Promise<boolean[]> => {
      const { ids } = await page(person, 'awaiting=me&limit=200');
      return [ids.includes(byAdmin.id), ids.includes(byLead.id)];
    };
    expect(await shown(reviewer)).toEqual([true, true]);
    expect(await shown(lead)).toEqual([true, false]);
    expect(await shown(admin)).toEqual([false, false]);
    expect(
      (await page(await console.person('helpdesk'), 'awaiting=me')).ids,
    ).toEqual([]);
    await decide(reviewer, 'reject', byAdmin);
    expect(await shown(reviewer2)).toEqual([false, true]);
    await console.db
      .updateTable('change')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('id', '=', byLead.id)
      .execute();
    expect(await shown(reviewer2)).toEqual([false, false]);
  });
});

describe('finding', () => {
  it('changes by state, operation, connection, requester, ticket, host and words', async () => {
    const request = newProvider(console, { provider: 'Needle_100%' });
    const change = await submit(lead, { ...request, ticket: 'INC-99' });
    const connection = console.connectionId('esx-01');
    const misses: string[] = [];
    for (const query of [
      'state=pending&requester=LEAD',
      'state=pending,approved&ticket=inc-99',
      'operation=esx.create-native-provider&ticket=INC-99',
      `connectionId=${connection}&ticket=INC-99`,
      'host=127.0.0.1&ticket=INC-99',
      'q=needle_100%25',
      'q=%20NEEDLE_100%20',
      'q=inc-99',
      `q=${change.reference.toLowerCase()}`,
      `q=${change.reference}`,
    ]) {
      const { ids } = await page(admin, query);
      if (!ids.includes(change.id)) misses.push(query);
    }
    expect(misses).toEqual([]);
    const hits: string[] = [];
    for (const query of [
      'state=rejected&ticket=INC-99',
      'operation=ontap.add-key-servers',
      'requester=nobody',
      'host=127.0.0.2',
      'ticket=INC-9',
      'q=needle%25',
      'q=needleX100%25',
      'q=%5C',
      "q=' or 1=1--",
    ]) {
      const path = query.replaceAll(' ', '%20');
      const { ids } = await page(admin, path);
      if (ids.includes(change.id)) hits.push(query);
    }
    expect(hits).toEqual([]);
  });

  it('tasks by reference, ticket, state and words', async () => {
    const change = await submit(admin, {
      ...newProvider(console, { provider: 'tracked-one' }),
      ticket: 'INC-123',
    });
    const task = await endOf(admin, await approve(reviewer, change));
    const misses: string[] = [];
    for (const query of [
      `q=${task.reference}`,
      `q=${change.reference}`,
      'q=tracked-one',
      'q=inc-123',
      'ticket=INC-123',
      'state=succeeded&host=127.0.0.1',
      'operation=esx.create-native-provider',
      'requester=Admin',
      `state=succeeded&endedFrom=${task.createdAt}`,
    ]) {
      const answer = await admin.call('GET', `/api/tasks?${query}`);
      const { items } = taskPage.parse(answer.body);
      if (!items.some((item) => item.id === task.id)) misses.push(query);
    }
    for (const query of [
      'state=failed&ticket=INC-123',
      'requester=reviewer',
      'requester=nobody',
      'endedFrom=2099-01-01T00:00:00.000Z',
    ]) {
      const none = await admin.call('GET', `/api/tasks?${query}`);
      if (taskPage.parse(none.body).items.length > 0) misses.push(query);
    }
    expect(misses).toEqual([]);
  });

  it('the log of a task page by page, newest first and without its progress', async () => {
    const task = await endOf(
      admin,
      await approve(reviewer, await submit(admin, newProvider(console))),
    );
    const path = `/api/tasks/${task.id}/events`;
    const log: { seq: number; type: string }[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const answer = await admin.call('GET', `${path}?limit=3${cursor}`);
      const part = taskEventPage.parse(answer.body);
      expect(part.items.length).toBeLessThanOrEqual(3);
      log.push(...part.items);
      next = part.nextCursor;
    }
    const seqs = log.map(({ seq }) => seq);
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => b - a));
    expect(log.length).toBeGreaterThan(3);
    expect(log.map(({ type }) => type)).not.toContain('progress');
    const detail = taskDetail.parse(
      (await admin.call('GET', `/api/tasks/${task.id}`)).body,
    );
    expect(detail.events.every(({ seq }) => seqs.includes(seq))).toBe(true);
    const { nextCursor } = taskEventPage.parse(
      (await admin.call('GET', `${path}?limit=1`)).body,
    );
    const other = await admin.call(
      'GET',
      `/api/tasks?cursor=${nextCursor ?? ''}`,
    );
    expect(problemOf(other).code).toBe('invalid_cursor');
  });

  it('the lines of a long log before those of its task’s page, without a gap', async () => {
    const task = await endOf(
      admin,
      await approve(reviewer, await submit(admin, newProvider(console))),
    );
    const short = await lookAtTask(admin, task.id);
    expect(short.eventsBefore).toBeNull();
    const lines = Array.from({ length: 600 }, (_, each) => ({
      ...taskEvent(`Line ${String(each)}.`),
      subject: task.id,
    }));
    await writeEvents(console.db, ...lines);
    const { events, eventsBefore } = await lookAtTask(admin, task.id);
    const earlier = await admin.call(
      'GET',
      `/api/tasks/${task.id}/events?limit=200&cursor=${eventsBefore ?? ''}`,
    );
    const { items, nextCursor } = taskEventPage.parse(earlier.body);
    expect(nextCursor).toBeNull();
    const texts = [...items.toReversed(), ...events].map(({ text }) => text);
    expect(texts).toEqual([
      ...short.events.map(({ text }) => text),
      ...lines.map((_, each) => `Line ${String(each)}.`),
    ]);
  });

  it('tasks page by page without a gap', async () => {
    for (let each = 0; each < 4; each += 1) {
      await approve(reviewer, await submit(admin, newProvider(console)));
    }
    const all = taskPage.parse((await admin.call('GET', '/api/tasks')).body);
    const ids: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const answer = await admin.call('GET', `/api/tasks?limit=2${cursor}`);
      const part = taskPage.parse(answer.body);
      ids.push(...part.items.map((item) => item.id));
      next = part.nextCursor;
    }
    expect(ids).toEqual(all.items.map((item) => item.id));
  });
});
