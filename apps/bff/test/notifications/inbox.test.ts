import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newProvider, submit } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { type Person, problemOf } from '../support/person.ts';
import { inboxOf } from './told.ts';

const CHANGES = 7;

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let other: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  other = await console.signIn('reviewer2');
  for (let made = 0; made < CHANGES; made += 1) {
    await submit(admin, newProvider(console));
  }
});
afterAll(() => console.stop());

const markRead = (person: Person, body: unknown) =>
  person.call('POST', '/api/inbox/read', body);

describe('the inbox', () => {
  it('comes page by page, newest first, each notification once', async () => {
    const seen: string[] = [];
    const times: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof inboxOf>> = await inboxOf(
        reviewer,
        `?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      expect(page.unread).toBe(CHANGES);
      seen.push(...page.items.map((each) => each.id));
      times.push(...page.items.map((each) => each.at));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(CHANGES);
    expect(times).toEqual([...times].sort().reverse());
  });

  it('refuses a cursor of somebody else, or of another filter', async () => {
    const { nextCursor } = await inboxOf(reviewer, '?limit=3');
    for (const [person, query] of [
      [other, `?cursor=${String(nextCursor)}`],
      [reviewer, `?unread=true&cursor=${String(nextCursor)}`],
    ] as const) {
      const answer = await person.call('GET', `/api/inbox${query}`);
      expect(problemOf(answer).code).toBe('invalid_cursor');
    }
  });

  it('holds nobody else’s: not to read, and not to mark', async () => {
    const theirs = await inboxOf(reviewer);
    const mine = await inboxOf(other);
    const ids = theirs.items.map((each) => each.id);
    expect(mine.items.some((each) => ids.includes(each.id))).toBe(false);
    expect((await inboxOf(admin)).items).toEqual([]);
    expect((await markRead(other, { ids })).status).toBe(204);
    expect((await inboxOf(reviewer)).unread).toBe(CHANGES);
  });

  it('marks some as read, then all, and can leave those out', async () => {
    const { items } = await inboxOf(other);
    const two = items.slice(0, 2).map((each) => each.id);
    expect((await markRead(other, { ids: two })).status).toBe(204);
    const unread = await inboxOf(other, '?unread=true');
    expect(unread.unread).toBe(CHANGES - 2);
    expect(unread.items.map((each) => each.id)).toEqual(
      items.slice(2).map((each) => each.id),
    );
    await markRead(other, { ids: [] });
    expect((await inboxOf(other)).unread).toBe(CHANGES - 2);
    await markRead(other, {});
    const all = await inboxOf(other);
    expect([all.unread, all.items.length]).toEqual([0, CHANGES]);
    expect(all.items.every((each) => each.readAt !== null)).toBe(true);
  });

  it('is for people who are signed in', async () => {
    const answer = await console.send({ method: 'GET', path: '/api/inbox' });
    expect(problemOf(answer).code).toBe('unauthenticated');
  });

  it.each([{ ids: ['x'] }, { all: true }, { ids: 'x' }])(
    'refuses %j',
    async (body) => {
      expect(problemOf(await markRead(reviewer, body)).code).toBe(
        'validation_failed',
      );
    },
  );
});
