import { session, sessions, type SessionItem } from '@keyward/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openReader } from '../live/reader.ts';
import {
  connectionEvent,
  taskEvent,
  writeEvents,
} from '../live/write-events.ts';
import {
  type ConsoleUnderTest,
  DEMO_PASSWORD,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { ageProof } from '../support/passkeys.ts';
import { callAs, cookieOf, type Person, problemOf } from '../support/person.ts';
import { waitFor } from '../support/wait-for.ts';

const NOBODY = '019b0000-0000-7000-8000-000000000000';
const FIREFOX =
  'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0';

let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await startConsoleUnderTest();
});
afterAll(() => console.stop());

async function listed(person: Person, query = ''): Promise<SessionItem[]> {
  const answer = await person.call('GET', `/api/sessions${query}`);
  expect(answer.status).toBe(200);
  return sessions.parse(answer.body).items;
}

/** Another browser of the same person. */
function again(person: Person): Promise<Person> {
  return console.signIn(person.username);
}

async function isSignedIn(person: Person): Promise<boolean> {
  return (await person.call('GET', '/api/session')).status === 200;
}

async function audited(code: string, personId: string): Promise<unknown[]> {
  const rows = await console.db
    .selectFrom('audit')
    .select('row')
    .where('code', '=', code)
    .where('person_id', '=', personId)
    .execute();
  return rows.map(({ row }) => row);
}

describe('one’s own session', () => {
  async function setTimes(person: Person, lastSeen: string, ends: string) {
    await sql`
      update session
      set last_seen_at = now() - ${lastSeen}::interval,
          expires_at = now() + ${ends}::interval
      where person_id = ${person.id}`.execute(console.db);
  }

  it('says how long it may stay idle and when it ends in any case', async () => {
    const person = await console.person('helpdesk');
    await setTimes(person, '14 minutes', '10 minutes');
    const { body } = await person.call('GET', '/api/session');
    const { secondsLeft, idleSeconds } = session.parse(body);
    expect(idleSeconds).toBe(15 * 60);
    expect(secondsLeft).toBeGreaterThan(540);
    expect(secondsLeft).toBeLessThanOrEqual(600);
  });

  it('stays when it is used in time, and is gone when it was idle for longer', async () => {
    const person = await console.person('helpdesk');
    await setTimes(person, '14 minutes', '8 hours');
    expect(await isSignedIn(person)).toBe(true);
    const { rows } = await sql<{ idle: number }>`
      select extract(epoch from now() - last_seen_at)::float8 as idle
      from session where person_id = ${person.id}`.execute(console.db);
    expect(rows[0]?.idle).toBeLessThan(60);
    await setTimes(person, '16 minutes', '8 hours');
    expect(await isSignedIn(person)).toBe(false);
  });
});

describe('the list of sessions', () => {
  it('shows one’s own, in words, and which is this one', async () => {
    const person = await console.person('helpdesk');
    await callAs(
      console,
      null,
      'POST',
      '/api/session',
      { username: person.username, password: DEMO_PASSWORD },
      { 'user-agent': FIREFOX },
    );
    const items = await listed(person);
    expect(items).toHaveLength(2);
    expect(items.filter((each) => each.current)).toHaveLength(1);
    expect(items.find((each) => !each.current)).toMatchObject({
      device: 'Firefox on Linux',
      ip: '127.0.0.1',
      signedInWith: 'password',
      person: { id: person.id },
    });
  });

  it('leaves out what has ended, or was idle for too long', async () => {
    const person = await console.person('reviewer');
    const idle = await again(person);
    const ended = await again(person);
    await ended.call('DELETE', '/api/session');
    const [idleItem] = await listed(idle).then((items) =>
      items.filter((each) => each.current),
    );
    await console.db
      .updateTable('session')
      .set({ last_seen_at: sql<Date>`now() - interval '16 minutes'` })
      .where('sid', '=', idleItem?.id ?? '')
      .execute();
    const items = await listed(person);
    expect(items.map((each) => each.current)).toEqual([true]);
  });

  it('shows everybody’s to who manages people, and to nobody else', async () => {
    const person = await console.person('reviewer');
    const admin = await console.person('security_admin');
    const all = await listed(admin, '?person=all');
    expect(all.map((each) => each.person.id)).toEqual(
      expect.arrayContaining([person.id, admin.id]),
    );
    const one = await listed(admin, `?person=${person.id}`);
    expect(one.map((each) => each.person.id)).toEqual([person.id]);
    for (const query of ['?person=all', `?person=${admin.id}`]) {
      const refused = await person.call('GET', `/api/sessions${query}`);
      expect(problemOf(refused).code).toBe('forbidden');
    }
    await waitFor('the denial in the audit log', async () => {
      const rows = await audited('access.denied', person.id);
      return rows.length > 0;
    });
    expect(await listed(person, `?person=${person.id}`)).toHaveLength(1);
  });

  it('never shows a token or what could make one', async () => {
    const person = await console.person('security_admin');
    const answer = await person.call('GET', '/api/sessions?person=all');
    const { rows } = await console.pool.query<{ hash: string }>(
      "select encode(token_hash, 'hex') as hash from session",
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { hash } of rows) expect(answer.text).not.toContain(hash);
    expect(answer.text).not.toContain(tokenOf(person));
  });
});

function tokenOf({ cookie }: Person): string {
  return cookie.slice(cookie.indexOf('=') + 1);
}

describe('ending a session', () => {
  it('answers 401 within a second and closes its streams within five', async () => {
    const person = await console.person('reviewer');
    const other = await again(person);
    const stream = await openReader(console.port, {
      headers: { cookie: other.cookie },
    });
    expect(stream.status).toBe(200);
    const [target] = (await listed(person)).filter((each) => !each.current);
    const before = performance.now();
    const answer = await person.call(
      'DELETE',
      `/api/sessions/${target?.id ?? ''}`,
    );
    expect(answer.status).toBe(204);
    expect(await isSignedIn(other)).toBe(false);
    expect(performance.now() - before).toBeLessThan(1_000);
    await stream.ended;
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(stream.frames.map((each) => each.event)).toContain('bye');
    expect(await isSignedIn(person)).toBe(true);
  });

  it('of somebody whose roles were changed shows what they may see now within three seconds', async () => {
    const person = await console.person('reviewer');
    const stream = await openReader(console.port, {
      headers: { cookie: person.cookie },
    });
    await stream.find(({ id }) => id !== null);
    await console.db
      .updateTable('person_role')
      .set({ role: 'helpdesk' })
      .where('person_id', '=', person.id)
      .execute();
    const before = performance.now();
    await stream.find(({ event }) => event === 'reset');
    expect(performance.now() - before).toBeLessThan(3_000);
    await writeEvents(console.db, connectionEvent('Only for some.'));
    await writeEvents(console.db, taskEvent('For them, too.'));
    await stream.find(({ text }) => text.includes('For them, too.'));
    expect(stream.frames.map(({ event }) => event)).not.toContain('connection');
    stream.leave();
  });

  it('of somebody else needs the management of people and a fresh proof', async () => {
    const person = await console.person('reviewer');
    const admin = await console.person('security_admin');
    const helpdesk = await console.person('helpdesk');
    const [target] = await listed(person);
    const path = `/api/sessions/${target?.id ?? ''}`;
    expect(problemOf(await helpdesk.call('DELETE', path)).code).toBe(
      'not_found',
    );
    await ageProof(console, admin, 16 * 60);
    const refused = problemOf(await admin.call('DELETE', path));
    expect(refused).toMatchObject({
      code: 'step_up_required',
      methods: ['password'],
    });
    expect(await isSignedIn(person)).toBe(true);
    await ageProof(console, admin, 0);
    expect((await admin.call('DELETE', path)).status).toBe(204);
    expect(await isSignedIn(person)).toBe(false);
    expect(await audited('session.revoked', admin.id)).toEqual([
      expect.objectContaining({ object: target?.id }),
    ]);
  });

  it('that does not exist, or ended before, is not found', async () => {
    const admin = await console.person('security_admin');
    const gone = await again(admin);
    const [target] = (await listed(gone)).filter((each) => each.current);
    await gone.call('DELETE', '/api/session');
    for (const id of [NOBODY, target?.id ?? '', 'all']) {
      const answer = await admin.call('DELETE', `/api/sessions/${id}`);
      expect(problemOf(answer).code).toBe('not_found');
    }
  });

  it('ends all the others at once, and not this one', async () => {
    const person = await console.person('helpdesk');
    const others = [await again(person), await again(person)];
    const answer = await person.call('POST', '/api/sessions/end-others');
    expect(sessions.parse(answer.body).items).toHaveLength(1);
    for (const other of others) expect(await isSignedIn(other)).toBe(false);
    expect(await isSignedIn(person)).toBe(true);
  });
});

describe('a stolen cookie', () => {
  it('reads until sign-out, and then answers 401 within a second', async () => {
    const person = await console.person('reviewer');
    const thief = (): Promise<number> =>
      callAs(console, person.cookie, 'GET', '/api/changes').then(
        ({ status }) => status,
      );
    expect(await thief()).toBe(200);
    const before = performance.now();
    await person.call('DELETE', '/api/session');
    expect(await thief()).toBe(401);
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  it('is not to be had from a copy of the database', async () => {
    const person = await console.person('security_admin');
    const dump = await wholeDatabase();
    expect(dump).toContain(person.id);
    const token = tokenOf(person);
    expect(dump).not.toContain(token);
    expect(dump).not.toContain(Buffer.from(token).toString('hex'));
    // Nothing stored opens a session either, whatever it looks like.
    const values = new Set(dump.match(/[A-Za-z0-9_-]{43}/g) ?? []);
    const hashes = [...dump.matchAll(/\\\\x([0-9a-f]{64})/g)].map(([, hex]) =>
      Buffer.from(hex ?? '', 'hex').toString('base64url'),
    );
    expect(hashes.length).toBeGreaterThan(0);
    for (const value of [...values, ...hashes]) {
      const answer = await callAs(
        console,
        `keyward=${value}`,
        'GET',
        '/api/session',
      );
      expect(answer.status).toBe(401);
    }
  });
});

/** Every row of every table as text, as who copies the database would have it. */
async function wholeDatabase(): Promise<string> {
  const { rows: tables } = await console.pool.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await console.pool.query<{ text: string }>(
      `select to_jsonb(each)::text as text from ${name} each`,
    );
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}

describe('a planted cookie', () => {
  it('is not the session after sign-in, and stays worthless', async () => {
    const chosen = `keyward=${'c'.repeat(43)}`;
    const answer = await callAs(console, chosen, 'POST', '/api/session', {
      username: 'lead',
      password: DEMO_PASSWORD,
    });
    expect(answer.status).toBe(201);
    expect(cookieOf(answer)).not.toBe(chosen);
    const planted = await callAs(console, chosen, 'GET', '/api/session');
    expect(problemOf(planted).code).toBe('unauthenticated');
  });

  it('of the attacker’s own session is not continued by who signs in over it', async () => {
    const attacker = await console.person('helpdesk');
    const answer = await callAs(
      console,
      attacker.cookie,
      'POST',
      '/api/session',
      { username: 'lead', password: DEMO_PASSWORD },
    );
    expect(cookieOf(answer)).not.toBe(attacker.cookie);
    expect(await isSignedIn(attacker)).toBe(false);
  });
});
