import {
  type changePage,
  changePage as page,
  HOME_LISTS,
  homeAnswer,
} from '@keyward/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';

import { approve, newProvider, submit } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf } from './support/person.ts';

type Page = z.infer<typeof changePage>;
type Summary = Page['items'][number];

let console: ConsoleUnderTest;
let admin: Person;
let lead: Person;
let reviewer: Person;
let helpdesk: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
  helpdesk = await console.signIn('helpdesk');
});
afterAll(() => console.stop());

async function list(person: Person, query: string): Promise<Page> {
  const answer = await person.call('GET', `/api/changes${query}`);
  if (answer.status !== 200) throw new Error(answer.text);
  return page.parse(answer.body);
}

async function summary(
  person: Person,
  { id }: { id: string },
): Promise<Summary | undefined> {
  const { items } = await list(person, '?state=pending&limit=200');
  return items.find((each) => each.id === id);
}

describe('a reviewer’s decisions', () => {
  it('come with the next deadline first, and with all that is needed to choose among them', async () => {
    const hours = [40, 2, 20];
    const made = [];
    for (const expiresInHours of hours) {
      made.push(
        await submit(admin, { ...newProvider(console), expiresInHours }),
      );
    }
    const { items } = await list(reviewer, '?awaiting=me&sort=deadline');
    const [forty, two, twenty] = made;
    expect(items.map(({ id }) => id)).toEqual([two?.id, twenty?.id, forty?.id]);
    expect(items[0]).toMatchObject({
      createdAt: two?.createdAt,
      expiresAt: two?.expiresAt,
      risk: two?.risk,
      approvals: { have: 0, need: 1 },
      deciding: {
        counts: 0,
        blocked: null,
        you: { allowed: true, reason: null },
      },
    });
    expect(items[0]?.deciding?.couldDecide).toBeGreaterThanOrEqual(2);
  });

  it('say to each person what keeps them from deciding', async () => {
    const change = await submit(lead, newProvider(console));
    const late = await console.person('reviewer');
    const words = async (person: Person) =>
      (await summary(person, change))?.deciding?.you;
    expect(await words(lead)).toEqual({
      allowed: false,
      reason: 'You submitted this change; another person decides.',
    });
    expect(await words(admin)).toEqual({
      allowed: false,
      reason: 'Your role does not decide on it.',
    });
    expect((await words(late))?.reason).toContain('after this change was');
    await policy('{passkey}', '"required"');
    expect((await words(reviewer))?.reason).toContain('passkey');
    await policy('{passkey}', '"preferred"');
    expect(await words(reviewer)).toEqual({ allowed: true, reason: null });
    const seen = await summary(helpdesk, change);
    expect(seen?.deciding).toBeNull();
  });

  it('say when the approvals cannot come together as things are', async () => {
    const change = await submit(admin, newProvider(console));
    await sql`update change set policy = jsonb_set(policy, '{approvals}', '2') where id = ${change.id}`.execute(
      console.db,
    );
    expect((await summary(reviewer, change))?.deciding?.blocked).toBeNull();
    await sql`insert into approval (id, change_id, person_id, decision, digest, evidence)
      values (gen_random_uuid(), ${change.id}, ${reviewer.id}, 'approve', ${change.digest}, 'null')`.execute(
      console.db,
    );
    const others = sql`(select person_id from person_role where role = 'reviewer' and person_id <> ${reviewer.id})`;
    const disable = (at: unknown) =>
      sql`update person set disabled_at = ${at} where id in ${others}`.execute(
        console.db,
      );
    await disable(new Date());
    try {
      expect((await summary(reviewer, change))?.deciding).toMatchObject({
        counts: 1,
        couldDecide: 0,
        blocked: 'It needs 2 approvals and has 1, and nobody else may decide.',
        you: {
          allowed: false,
          reason: 'You have decided already; another person is needed.',
        },
      });
    } finally {
      await disable(null);
    }
  });
});

describe('one’s own changes', () => {
  it('are found by the word “me”, and a page of them goes on for nobody else', async () => {
    for (const person of [lead, admin]) {
      await submit(person, newProvider(console));
    }
    const first = await list(
      admin,
      '?requester=me&state=pending,approved,running&limit=1',
    );
    expect(first.items[0]?.requester.username).toBe('admin');
    const rest = `?requester=me&state=pending,approved,running&limit=50&cursor=${first.nextCursor ?? ''}`;
    const { items } = await list(admin, rest);
    expect(items.length).toBeGreaterThanOrEqual(2);
    expect(new Set(items.map((each) => each.requester.username))).toEqual(
      new Set(['admin']),
    );
    const refused = await lead.call('GET', `/api/changes${rest}`);
    expect(problemOf(refused).code).toBe('invalid_cursor');
  });

  it('that were rejected say by whom and why, on which field, to their requester alone', async () => {
    const mine = await console.person('security_admin');
    const { id, digest } = await submit(mine, newProvider(console));
    const answer = await reviewer.call('POST', `/api/changes/${id}/reject`, {
      digest,
      comment: 'Names begin with the site',
      fieldPointer: '/provider',
    });
    expect(answer.status).toBe(200);
    const rejectionFor = async (person: Person, query = '') =>
      (await list(person, `?state=rejected${query}`)).items.find(
        (each) => each.id === id,
      );
    expect((await rejectionFor(mine, '&concerns=me'))?.rejection).toEqual({
      by: expect.objectContaining({ username: 'reviewer' }) as unknown,
      comment: 'Names begin with the site',
      fieldPointer: '/provider',
    });
    for (const person of [admin, reviewer, helpdesk]) {
      const seen = await rejectionFor(person);
      expect(seen?.state).toBe('rejected');
      expect(seen).not.toHaveProperty('rejection');
    }
  });

  it('concern their requester while they are open, and after they came to nothing until that is answered', async () => {
    const mine = await console.person('security_admin');
    const concerns = async (person: Person) =>
      (await list(person, '?concerns=me')).items.map(({ id }) => id);
    const open = await submit(mine, newProvider(console));
    const again = await submit(mine, newProvider(console));
    const seen = await submit(mine, newProvider(console));
    const done = await submit(mine, newProvider(console));
    for (const { id, digest } of [again, seen]) {
      const comment = 'Not like this';
      await reviewer.call('POST', `/api/changes/${id}/reject`, {
        digest,
        comment,
      });
    }
    await mine.call('POST', `/api/changes/${done.id}/withdraw`);
    expect(await concerns(mine)).toEqual([seen.id, again.id, open.id]);

    const aside = (person: Person, { id }: { id: string }) =>
      person.call('POST', `/api/changes/${id}/set-aside`);
    expect(problemOf(await aside(admin, seen)).code).toBe('forbidden');
    expect(problemOf(await aside(mine, open)).code).toBe('invalid_state');
    expect(problemOf(await aside(mine, done)).code).toBe('invalid_state');
    expect((await aside(mine, seen)).status).toBe(200);
    expect((await aside(mine, seen)).status).toBe(200);
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from audit where code = 'change.set_aside' and object = ${seen.id}`.execute(
      console.db,
    );
    expect(rows).toEqual([{ count: 1 }]);

    // Asking again answers one’s own, and nobody else’s.
    await submit(admin, { ...newProvider(console), copyOf: again.id });
    expect(await concerns(mine)).toEqual([again.id, open.id]);
    const copy = await submit(mine, {
      ...newProvider(console),
      copyOf: again.id,
    });
    expect(await concerns(mine)).toEqual([copy.id, open.id]);
  });

  it('wait for nobody’s decision once they are decided', async () => {
    const change = await submit(admin, newProvider(console));
    const approved = await approve(reviewer, change);
    expect(approved.deciding).toBeNull();
  });
});

/** Changes the policy in force as nobody could through the console. */
async function policy(path: string, value: string): Promise<void> {
  await sql`update policy_version set document = jsonb_set(document, ${path}::text[], ${value}::jsonb)
    where id = (select max(id) from policy_version)`.execute(console.db);
}

describe('the home page in one answer', () => {
  const queryOf = (filters: object): string => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(filters)) {
      query.set(name, String(value));
    }
    return `?${query.toString()}`;
  };
  const PATHS = {
    running: `/api/tasks${queryOf(HOME_LISTS.running)}`,
    endedBadly: `/api/tasks${queryOf(HOME_LISTS.endedBadly)}`,
    concerning: `/api/changes${queryOf(HOME_LISTS.concerning)}`,
    deciding: `/api/changes${queryOf(HOME_LISTS.deciding)}`,
    tried: `/api/changes${queryOf(HOME_LISTS.tried)}`,
    drafts: '/api/drafts',
    unread: `/api/inbox${queryOf(HOME_LISTS.unread)}`,
  } as const;

  it('holds for each person exactly what the lists’ own routes answer, and nothing that they would refuse', async () => {
    await submit(admin, newProvider(console));
    const homeOf = async (person: Person) =>
      homeAnswer.parse((await person.call('GET', '/api/home')).body);
    // What still moves would differ between two reads.
    await expect
      .poll(async () => (await homeOf(admin)).running.items, {
        timeout: 30_000,
      })
      .toEqual([]);
    for (const person of [admin, lead, reviewer, helpdesk]) {
      const home = await homeOf(person);
      for (const [name, path] of Object.entries(PATHS)) {
        const part = home[name as keyof typeof PATHS]; // Object.entries loses the key type.
        const own = await person.call('GET', path);
        if (part === null) continue;
        expect([own.status, part]).toEqual([200, own.body]);
      }
    }
    const { body } = await helpdesk.call('GET', '/api/home');
    expect(body).toMatchObject({
      concerning: null,
      deciding: null,
      drafts: null,
    });
  });
});
