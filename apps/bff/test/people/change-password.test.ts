import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  type ConsoleUnderTest,
  DEMO_PASSWORD,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { ageProof, withCookie } from '../support/passkeys.ts';
import {
  callAs,
  cookieOf,
  type Person,
  problemOf,
  refusalOf,
} from '../support/person.ts';
import type { Answer } from '../support/send.ts';
import { waitFor } from '../support/wait-for.ts';

const NEW_PASSWORD = 'a quiet harbour at dawn';

let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await startConsoleUnderTest();
});
afterAll(() => console.stop());

function change(
  person: Person,
  password = NEW_PASSWORD,
  current = DEMO_PASSWORD,
): Promise<Answer> {
  return person.call('POST', '/api/session/password', { current, password });
}

async function statusOf(person: Person): Promise<number> {
  return (await person.call('GET', '/api/session')).status;
}

async function signsIn(username: string, password: string): Promise<number> {
  const body = { username, password };
  return (await callAs(console, null, 'POST', '/api/session', body)).status;
}

describe('changing the password', () => {
  it('goes on under a new token and ends every other session', async () => {
    const person = await console.person('reviewer');
    const other = await console.signIn(person.username);
    const answer = await change(person);
    expect(answer.status).toBe(200);
    const renewed = withCookie(console, person, cookieOf(answer));
    expect(renewed.cookie).not.toBe(person.cookie);
    expect(await statusOf(renewed)).toBe(200);
    expect(await statusOf(person)).toBe(401);
    expect(await statusOf(other)).toBe(401);
    expect(await signsIn(person.username, DEMO_PASSWORD)).toBe(401);
    expect(await signsIn(person.username, NEW_PASSWORD)).toBe(201);
  });

  it('keeps neither password anywhere', async () => {
    const person = await console.person('reviewer');
    await change(person, 'kingfisher over still water');
    expect(console.logged.join('\n')).not.toContain('kingfisher');
    const { rows } = await console.pool.query<{ found: boolean }>(
      `select exists (select from identity where to_jsonb(identity)::text like '%kingfisher%')
        or exists (select from audit where to_jsonb(audit)::text like '%kingfisher%') as found`,
    );
    expect(rows[0]?.found).toBe(false);
  });

  it('needs the current one, and guessing it is slowed as at the sign-in', async () => {
    const person = await console.person('reviewer');
    const other = await console.signIn(person.username);
    for (let each = 0; each < 5; each += 1) {
      expect(refusalOf(await change(person, NEW_PASSWORD, 'wrong'))).toEqual({
        code: 'invalid_credentials',
        fields: ['/current'],
      });
    }
    expect(problemOf(await change(person)).code).toBe('rate_limited');
    expect([await statusOf(person), await statusOf(other)]).toEqual([200, 200]);
  });

  it.each([
    ['too short', 'elevenchars'],
    ['of hardly any different characters', 'abababababababab'],
    ['published with the demo', DEMO_PASSWORD],
    ['in other letters than published', 'KEYWARD-demo'],
  ])('refuses one that is %s', async (_why, password) => {
    const person = await console.person('helpdesk');
    expect(refusalOf(await change(person, password))).toEqual({
      code: 'validation_failed',
      fields: ['/password'],
    });
    expect(await statusOf(person)).toBe(200);
  });

  it('refuses one that holds the person’s own name', async () => {
    const person = await console.person('helpdesk');
    const answer = await change(person, `my ${person.username} secret`);
    expect(refusalOf(answer).fields).toEqual(['/password']);
  });

  it('needs a fresh proof', async () => {
    const person = await console.person('helpdesk');
    await ageProof(console, person, 16 * 60);
    expect(problemOf(await change(person)).code).toBe('step_up_required');
    expect(await signsIn(person.username, DEMO_PASSWORD)).toBe(201);
  });

  it('leaves no session to a sign-in with the old one that is under way', async () => {
    const person = await console.person('reviewer');
    const identity = () =>
      console.db
        .selectFrom('identity')
        .select(['id', 'password_hash'])
        .where('person_id', '=', person.id)
        .executeTakeFirstOrThrow();
    const { id } = await identity();
    const holder = await console.pool.connect();
    await holder.query('begin');
    await holder.query(
      "update identity set password_hash = password_hash || ' ' where id = $1",
      [id],
    );
    const entering = signsIn(person.username, DEMO_PASSWORD);
    await waitFor('the sign-in to wait for the row', async () => {
      const { rows } = await console.pool.query<{ waiting: boolean }>(
        `select exists (select from pg_stat_activity where wait_event_type = 'Lock'
          and datname = current_database() and query like '%for share%') as waiting`,
      );
      return rows[0]?.waiting;
    });
    await holder.query('commit');
    holder.release();
    expect(await entering).toBe(401);
  });
});
