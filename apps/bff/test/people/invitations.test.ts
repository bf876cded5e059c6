import { invited, session } from '@keyward/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  type ConsoleUnderTest,
  DEMO_PASSWORD,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { ageProof } from '../support/passkeys.ts';
import {
  callAs,
  cookieOf,
  type Person,
  problemOf,
  refusalOf,
} from '../support/person.ts';
import type { Answer } from '../support/send.ts';

const PASSWORD = 'a quiet harbour at dawn';
const LOOK = '/api/invitations/look';
const DEAD_LINK = 'This link does not work, or no longer.';

let console: ConsoleUnderTest;
let admin: Person;
beforeAll(async () => {
  console = await startConsoleUnderTest();
  admin = await console.person('security_admin');
});
afterAll(() => console.stop());

let invitedSoFar = 0;

async function invite(
  username = `nora-${String((invitedSoFar += 1))}`,
): Promise<{ id: string; token: string; url: string; text: string }> {
  const answer = await admin.call('POST', '/api/people', {
    username,
    displayName: `Nora New (${username})`,
    email: 'nora@example.com',
  });
  expect(answer.status).toBe(201);
  const { person, invitation } = invited.parse(answer.body);
  const token = new URL(invitation.url).hash.slice(1);
  return { id: person.id, token, url: invitation.url, text: answer.text };
}

function accept(token: string, password = PASSWORD): Promise<Answer> {
  return callAs(console, null, 'POST', '/api/invitations/accept', {
    token,
    password,
  });
}

function look(token: string): Promise<Answer> {
  return callAs(console, null, 'POST', LOOK, { token });
}

describe('an invitation', () => {
  it('lets a person choose a password and signs in, without any role', async () => {
    const { id, token, url } = await invite('Nora.New');
    expect(url).toMatch(/\/invitation#[A-Za-z0-9_-]{43}$/);
    expect((await look(token)).body).toMatchObject({
      username: 'nora.new',
      displayName: 'Nora New (Nora.New)',
    });
    const answer = await accept(token);
    expect(answer.status).toBe(201);
    expect(session.parse(answer.body)).toMatchObject({
      person: { id, username: 'nora.new' },
      roles: [],
      permissions: [],
      proof: { method: 'password' },
    });
    const cookie = cookieOf(answer);
    expect((await callAs(console, cookie, 'GET', '/api/session')).status).toBe(
      200,
    );
    expect(
      problemOf(await callAs(console, cookie, 'GET', '/api/changes')).code,
    ).toBe('forbidden');
    expect((await console.signIn('nora.new', PASSWORD)).id).toBe(id);
  });

  it('works once, also when two use it at the same moment', async () => {
    const { token } = await invite();
    const answers = await Promise.all([
      accept(token, `${PASSWORD} one`),
      accept(token, `${PASSWORD} two`),
      accept(token, `${PASSWORD} three`),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404]);
    expect(problemOf(await accept(token)).code).toBe('not_found');
    expect(problemOf(await look(token)).code).toBe('not_found');
  });

  it('answers alike when it is unknown, used, too old, or its person disabled', async () => {
    const used = await invite('used');
    await accept(used.token);
    const old = await invite('older');
    await console.db
      .updateTable('invitation')
      .set({ expires_at: sql<Date>`now() - interval '1 second'` })
      .where('person_id', '=', old.id)
      .execute();
    const disabled = await invite('disabled');
    await console.db
      .updateTable('person')
      .set({ disabled_at: new Date() })
      .where('id', '=', disabled.id)
      .execute();
    const tokens = ['x'.repeat(43), used.token, old.token, disabled.token];
    for (const token of tokens) {
      for (const answer of [await look(token), await accept(token)]) {
        expect({ ...problemOf(answer), requestId: '' }).toMatchObject({
          code: 'not_found',
          detail: DEAD_LINK,
        });
        expect(answer.headers['set-cookie']).toBeUndefined();
      }
    }
  });

  it('ends after 72 hours, by the clock of the database', async () => {
    const { id } = await invite();
    const { hours } = await console.db
      .selectFrom('invitation')
      .select(
        sql<number>`extract(epoch from expires_at - created_at)::float / 3600`.as(
          'hours',
        ),
      )
      .where('person_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(hours).toBeCloseTo(72, 3);
  });

  it('has its token in the one answer only', async () => {
    const { token } = await invite();
    await look(token);
    await accept(token);
    expect(console.logged.join('\n')).not.toContain(token);
    const { rows } = await console.pool.query<{ text: string }>(
      `select to_jsonb(invitation)::text as text from invitation
       union all select to_jsonb(audit)::text from audit
       union all select to_jsonb(event)::text from event`,
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const { text } of rows) expect(text).not.toContain(token);
    const others = console.answers.filter((each) => each.includes(token));
    expect(others).toHaveLength(1);
  });

  it('refuses a weak password and can be used again', async () => {
    const { token } = await invite();
    for (const weak of ['short', 'aaaaaaaaaaaaaaaa', 'Nora has a secret']) {
      expect(refusalOf(await accept(token, weak)).fields).toEqual([
        '/password',
      ]);
    }
    expect((await accept(token)).status).toBe(201);
  });
});

describe('a new link', () => {
  const renew = (id: string): Promise<Answer> =>
    admin.call('POST', `/api/people/${id}/invitation`);
  const link = z.object({ url: z.url() });

  it('ends the one before', async () => {
    const { id, token } = await invite();
    const answer = await renew(id);
    expect(answer.status).toBe(201);
    const fresh = new URL(link.parse(answer.body).url).hash.slice(1);
    expect(problemOf(await accept(token)).code).toBe('not_found');
    expect((await accept(fresh)).status).toBe(201);
  });

  it('is not made for who can sign in already: it would let its maker in', async () => {
    const other = await console.person('reviewer');
    const refused = problemOf(await renew(other.id));
    expect(refused.code).toBe('invalid_state');
    expect(refused.nextStep).toContain('console.update-roles');
    await console.db
      .updateTable('identity')
      .set({ iss: 'https://idp.example', password_hash: null })
      .where('person_id', '=', other.id)
      .execute();
    expect(problemOf(await renew(other.id)).code).toBe('invalid_state');
  });

  it('is made for who lost the password by a reset, who keeps person and name', async () => {
    const other = await console.person('reviewer');
    await console.db
      .updateTable('identity')
      .set({ password_hash: null })
      .where('person_id', '=', other.id)
      .execute();
    const answer = await renew(other.id);
    const fresh = new URL(link.parse(answer.body).url).hash.slice(1);
    expect((await accept(fresh)).status).toBe(201);
    expect((await console.signIn(other.username, PASSWORD)).id).toBe(other.id);
  });

  it('is not made for somebody disabled, or for nobody', async () => {
    const { id } = await invite();
    await admin.call('PATCH', `/api/people/${id}`, { active: false });
    expect(problemOf(await renew(id)).code).toBe('invalid_state');
    const nobody = '019b0000-0000-7000-8000-000000000000';
    expect(problemOf(await renew(nobody)).code).toBe('not_found');
  });

  it('needs a fresh proof, as inviting does', async () => {
    const { id } = await invite();
    await ageProof(console, admin, 16 * 60);
    const refused = problemOf(await renew(id));
    const again = await admin.call('POST', '/api/people', {
      username: 'other',
      displayName: 'Other',
    });
    await ageProof(console, admin, 0);
    expect(refused.code).toBe('step_up_required');
    expect(problemOf(again).code).toBe('step_up_required');
    const { count } = await console.db
      .selectFrom('person')
      .select((query) => query.fn.countAll<number>().as('count'))
      .where('username', '=', 'other')
      .executeTakeFirstOrThrow();
    expect(count).toBe(0);
  });
});

describe('a new user name', () => {
  let triedSoFar = 0;
  const tryName = async (username: string) =>
    admin.call('POST', '/api/people', {
      username,
      displayName: `Somebody ${String((triedSoFar += 1))}`,
    });

  it.each([
    ['taken', 'Reviewer'],
    ['taken in another width', 'ｒｅｖｉｅｗｅｒ'],
    ['a look-alike in another script', 'аdmin'],
    ['mixed of scripts', 'nоra'],
    ['a look-alike by a digit', '1ead'],
    ['a look-alike by a digit for an i', 'adm1n'],
    ['a look-alike by an l for an i', 'admln'],
    ['not a name', 'two words'],
    ['nothing', '   '],
    ['hiding something', 'rev\u200biewer'],
  ])('is refused when it is %s', async (_why, name) => {
    expect(refusalOf(await tryName(name))).toEqual({
      code: 'validation_failed',
      fields: ['/username'],
    });
  });

  it.each(['müller', 'иван', '田中ken', 'o.brien@example.com'])(
    'may be in any script: %s',
    async (name) => {
      expect((await tryName(name)).status).toBe(201);
    },
  );

  it('is one person’s, also when two ask at the same moment', async () => {
    const answers = await Promise.all([
      tryName('norbert'),
      tryName('NORBERT'),
      tryName('norbert'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
  });
});

it('keeps the demo password for the demo’s own accounts', async () => {
  const { token } = await invite();
  expect(refusalOf(await accept(token, DEMO_PASSWORD)).fields).toEqual([
    '/password',
  ]);
});

it('is slowed for an address that tries many links, and only links', async () => {
  const other = await startConsoleUnderTest();
  try {
    const codes: string[] = [];
    for (let each = 0; each < 31; each += 1) {
      const answer = await callAs(other, null, 'POST', LOOK, {
        token: `${String(each)}${'x'.repeat(42)}`,
      });
      codes.push(problemOf(answer).code);
    }
    expect(codes.at(0)).toBe('not_found');
    expect(codes.at(-1)).toBe('rate_limited');
    expect((await other.signIn('reviewer')).id).not.toBe('');
  } finally {
    await other.stop();
  }
});
