import { session } from '@keyward/contract';
import { type RawBuilder, sql } from 'kysely';
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

import {
  type ConsoleUnderTest,
  DEMO_PASSWORD,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { callAs, cookieOf, problemOf } from './support/person.ts';
import type { Answer } from './support/send.ts';

let console: ConsoleUnderTest | undefined;

/** Limits live in the console's memory, so a test that exhausts one starts another console. */
async function freshConsole(): Promise<ConsoleUnderTest> {
  await console?.stop();
  console = undefined;
  console = await startConsoleUnderTest();
  return console;
}
afterAll(() => console?.stop());

function trySignIn(
  on: ConsoleUnderTest,
  username: string,
  password = DEMO_PASSWORD,
  cookie: string | null = null,
): Promise<Answer> {
  return callAs(on, cookie, 'POST', '/api/session', { username, password });
}

/** The body without what is different in every answer. */
function bodyOf(answer: Answer): unknown {
  return { ...problemOf(answer), requestId: '' };
}

async function ask(on: ConsoleUnderTest, cookie: string): Promise<number> {
  return (await callAs(on, cookie, 'GET', '/api/session')).status;
}

describe('signing in', () => {
  let on: ConsoleUnderTest;
  beforeEach(async () => {
    on = console ?? (await freshConsole());
  });

  it('opens a session with person, roles and permissions', async () => {
    const answer = await trySignIn(on, 'lead');
    expect(answer.status).toBe(201);
    const opened = session.parse(answer.body);
    expect(opened.roles).toEqual(['reviewer', 'security_admin']);
    expect(opened.permissions).toContain('changes:decide');
    expect(opened.mode).toBe('demo');
    const me = await callAs(on, cookieOf(answer), 'GET', '/api/session');
    expect(session.parse(me.body)).toEqual(opened);
  });

  it('takes the name in any case, width and spacing', async () => {
    for (const spelling of ['Admin', ' admin ', 'ＡＤＭＩＮ', 'ad\u200bmin']) {
      expect((await trySignIn(on, spelling)).status).toBe(201);
    }
  });

  it('answers a wrong password, an unknown name and a disabled person alike', async () => {
    const gone = await on.person('reviewer');
    await on.db
      .updateTable('person')
      .set({ disabled_at: new Date() })
      .where('id', '=', gone.id)
      .execute();
    const [wrong, unknown, disabled] = [
      await trySignIn(on, 'reviewer2', 'wrong'),
      await trySignIn(on, 'nobody-of-this-name', 'wrong'),
      await trySignIn(on, gone.username),
    ];
    expect(problemOf(wrong).code).toBe('invalid_credentials');
    expect(bodyOf(unknown)).toEqual(bodyOf(wrong));
    expect(bodyOf(disabled)).toEqual(bodyOf(wrong));
    expect(wrong.headers['set-cookie']).toBeUndefined();
  });

  it('takes as long for an unknown name as for a wrong password', async () => {
    // The fastest of several is the work itself; everything else the machine was busy with.
    const fastest = async (name: string): Promise<number> => {
      const times: number[] = [];
      for (let each = 0; each < 4; each += 1) {
        const start = performance.now();
        await trySignIn(on, name, 'wrong');
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    const known = await fastest('helpdesk');
    const unknown = await fastest('nobody-at-all');
    // Hashing is most of either; leaving it out would be ten times as fast.
    expect(unknown).toBeGreaterThan(known / 4);
  });

  it('stores a hash of the token and no token', async () => {
    const cookie = cookieOf(await trySignIn(on, 'lead'));
    const token = cookie.slice('keyward='.length);
    const rows = await on.db.selectFrom('session').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(token);
    const hash = createHash('sha256').update(token).digest();
    expect(rows.some((row) => row.token_hash.equals(hash))).toBe(true);
  });

  it('sets a cookie that scripts and other sites cannot use', async () => {
    const [cookie, ...more] =
      (await trySignIn(on, 'lead')).headers['set-cookie'] ?? [];
    // Beside it only the word that there is one, which is the same for everybody here.
    expect(more).toEqual([
      'keyward-signed-in=demo; Path=/; SameSite=Strict; Max-Age=28800',
    ]);
    expect(cookie?.split('; ').slice(1).sort()).toEqual([
      'HttpOnly',
      'Max-Age=28800',
      'Path=/',
      'SameSite=Strict',
    ]);
    expect(cookie).toMatch(/^keyward=[A-Za-z0-9_-]{43};/);
  });

  it('never continues a session that was there before', async () => {
    const first = cookieOf(await trySignIn(on, 'lead'));
    const second = cookieOf(await trySignIn(on, 'lead', DEMO_PASSWORD, first));
    expect(second).not.toBe(first);
    expect(await ask(on, first)).toBe(401);
    expect(await ask(on, second)).toBe(200);
  });

  it('takes no token that somebody planted', async () => {
    const planted = `keyward=${randomBytes(32).toString('base64url')}`;
    const fresh = cookieOf(await trySignIn(on, 'lead', DEMO_PASSWORD, planted));
    expect(fresh).not.toBe(planted);
    expect(await ask(on, planted)).toBe(401);
  });

  it('leaves the sessions of other browsers alone', async () => {
    const one = cookieOf(await trySignIn(on, 'lead'));
    const other = cookieOf(await trySignIn(on, 'lead'));
    expect([await ask(on, one), await ask(on, other)]).toEqual([200, 200]);
  });

  it.each([
    '',
    'keyward=',
    'keyward=x',
    `keyward=${'A'.repeat(43)}`,
    `keyward=${'A'.repeat(8000)}`,
    "keyward=' or 1=1--",
    `other=1; keyward=${'%00'.repeat(14)}A`,
  ])('knows nobody by the cookie "%s"', async (cookie) => {
    expect(await ask(on, cookie)).toBe(401);
  });
});

describe('a session', () => {
  let on: ConsoleUnderTest;
  beforeEach(async () => {
    on = console ?? (await freshConsole());
  });

  async function setTimes(
    personId: string,
    times: Record<string, RawBuilder<Date>>,
  ): Promise<void> {
    await on.db
      .updateTable('session')
      .set(times)
      .where('person_id', '=', personId)
      .execute();
  }

  it('ends at sign-out, at once and for good', async () => {
    const person = await on.person('reviewer');
    const answer = await person.call('DELETE', '/api/session');
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^keyward=; .*Max-Age=0/),
      expect.stringMatching(/^keyward-signed-in=; .*Max-Age=0/),
    ]);
    expect(answer.headers['clear-site-data']).toBe('"cache", "storage"');
    expect(problemOf(await person.call('GET', '/api/session')).code).toBe(
      'unauthenticated',
    );
    expect(problemOf(await person.call('DELETE', '/api/session')).code).toBe(
      'unauthenticated',
    );
  });

  it('ends after a quarter of an hour without a request', async () => {
    const person = await on.person('reviewer');
    await setTimes(person.id, {
      last_seen_at: sql<Date>`now() - interval '14 minutes'`,
    });
    expect(await ask(on, person.cookie)).toBe(200);
    await setTimes(person.id, {
      last_seen_at: sql<Date>`now() - interval '16 minutes'`,
    });
    expect(await ask(on, person.cookie)).toBe(401);
  });

  it('is kept alive by use, but not beyond its hours', async () => {
    const person = await on.person('reviewer');
    await setTimes(person.id, {
      last_seen_at: sql<Date>`now() - interval '10 minutes'`,
    });
    expect(await ask(on, person.cookie)).toBe(200);
    const { seen } = await on.db
      .selectFrom('session')
      .select(
        sql<boolean>`last_seen_at > now() - interval '1 minute'`.as('seen'),
      )
      .where('person_id', '=', person.id)
      .executeTakeFirstOrThrow();
    expect(seen).toBe(true);
    await setTimes(person.id, {
      expires_at: sql<Date>`now() - interval '1 second'`,
    });
    expect(await ask(on, person.cookie)).toBe(401);
  });

  it('ends with the person', async () => {
    const person = await on.person('reviewer');
    await on.db
      .updateTable('person')
      .set({ disabled_at: new Date() })
      .where('id', '=', person.id)
      .execute();
    expect(await ask(on, person.cookie)).toBe(401);
  });

  it('has the roles of now, not those of the sign-in', async () => {
    const person = await on.person('security_admin');
    expect((await person.call('GET', '/api/audit')).status).toBe(200);
    await on.db
      .deleteFrom('person_role')
      .where('person_id', '=', person.id)
      .execute();
    expect(problemOf(await person.call('GET', '/api/audit')).code).toBe(
      'forbidden',
    );
  });
});

describe('guessing', () => {
  it('is slowed for account and address, whatever the spelling', async () => {
    const on = await freshConsole();
    const spellings = ['admin', 'ADMIN', ' admin', 'ａｄｍｉｎ', 'adm\u200bin'];
    for (const spelling of spellings) {
      expect(problemOf(await trySignIn(on, spelling, 'wrong')).code).toBe(
        'invalid_credentials',
      );
    }
    const slowed = await trySignIn(on, 'admin');
    expect(problemOf(slowed).code).toBe('rate_limited');
    expect(Number(slowed.headers['retry-after'])).toBeGreaterThan(0);
    expect((await trySignIn(on, 'reviewer')).status).toBe(201);
  });

  it('is slowed alike for a name that nobody has', async () => {
    const on = await freshConsole();
    for (let each = 0; each < 5; each += 1) {
      await trySignIn(on, 'nobody-at-all', 'wrong');
    }
    expect(problemOf(await trySignIn(on, 'nobody-at-all', 'wrong')).code).toBe(
      'rate_limited',
    );
  });

  it('is not slowed by a header that names another address', async () => {
    const on = await freshConsole();
    const guess = (each: number): Promise<Answer> =>
      callAs(
        on,
        null,
        'POST',
        '/api/session',
        { username: 'admin', password: 'wrong' },
        { 'x-forwarded-for': `192.0.2.${String(each)}` },
      );
    for (let each = 0; each < 5; each += 1) await guess(each);
    expect(problemOf(await guess(6)).code).toBe('rate_limited');
  });

  it('counts no successes', async () => {
    const on = await freshConsole();
    for (let each = 0; each < 8; each += 1) {
      expect((await trySignIn(on, 'admin')).status).toBe(201);
    }
  });
});
