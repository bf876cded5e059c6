import { session } from '@keyward/contract';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  approve,
  decide,
  look,
  newKey,
  newProvider,
  submit,
  trySubmit,
} from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  DEMO_PASSWORD,
} from '../support/console-under-test.ts';
import { waitForLockQueue } from '../support/lock-queue.ts';
import {
  ageProof,
  optionsOf,
  register,
  startConsoleWithPasskeys,
  stepUp,
  tryStepUp,
  withCookie,
} from '../support/passkeys.ts';
import { callAs, cookieOf, type Person, problemOf } from '../support/person.ts';
import { changePolicy } from '../support/policy.ts';
import type { Answer } from '../support/send.ts';
import { waitFor } from '../support/wait-for.ts';

let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await startConsoleWithPasskeys({ estate: ['esx-01', 'vc-91'] });
});
afterAll(() => console.stop());

const OLD = 16 * 60;

function stepUpWithPassword(
  person: Person,
  password = DEMO_PASSWORD,
): Promise<Answer> {
  return person.call('POST', '/api/session/step-up', { password });
}

async function whoAmI(cookie: string): Promise<Answer> {
  return callAs(console, cookie, 'GET', '/api/session');
}

/** Details of what was refused to somebody, once it is written. */
function denialsOf(person: Person): Promise<string[]> {
  return waitFor('the audit row of a denial', async () => {
    const rows = await console.db
      .selectFrom('audit')
      .select('row')
      .where('person_id', '=', person.id)
      .where('outcome', '=', 'denied')
      .orderBy('seq')
      .execute();
    return rows.length > 0 && rows.map(({ row }) => JSON.stringify(row));
  });
}

describe('proving again who one is', () => {
  it('with a password gives the session a new token and ends the old one at once', async () => {
    const person = await console.person('reviewer');
    await ageProof(console, person, OLD);
    const answer = await stepUpWithPassword(person);
    expect(answer.status).toBe(200);
    const now = session.parse(answer.body);
    expect(now.proof.method).toBe('password');
    expect(Date.now() - Date.parse(now.proof.at)).toBeLessThan(60_000);
    expect((await whoAmI(person.cookie)).status).toBe(401);
    expect((await whoAmI(cookieOf(answer))).body).toEqual(now);
    const codes = await console.db
      .selectFrom('audit')
      .select('code')
      .where('person_id', '=', person.id)
      .execute();
    expect(codes.map((row) => row.code)).toContain('session.stepped_up');
  });

  it('with a passkey gives the session a new token, in the same session', async () => {
    const person = await console.person('reviewer');
    const key = await register(person);
    const answer = await tryStepUp(person, key);
    expect(session.parse(answer.body).proof.method).toBe('passkey');
    expect((await whoAmI(person.cookie)).status).toBe(401);
    expect((await whoAmI(cookieOf(answer))).status).toBe(200);
    const rows = await console.db
      .selectFrom('session')
      .select('sid')
      .where('person_id', '=', person.id)
      .execute();
    expect(rows).toHaveLength(1);
  });

  it('never prolongs a session', async () => {
    const person = await console.person('reviewer');
    const before = session.parse((await whoAmI(person.cookie)).body);
    const after = session.parse((await stepUpWithPassword(person)).body);
    expect(after.expiresAt).toBe(before.expiresAt);
  });

  it('takes no password from who has a passkey', async () => {
    const person = await console.person('reviewer');
    await register(person);
    expect(problemOf(await stepUpWithPassword(person))).toMatchObject({
      code: 'step_up_required',
      methods: ['passkey'],
      optionsUrl: '/api/session/step-up/options',
    });
    expect((await whoAmI(person.cookie)).status).toBe(200);
  });

  it('refuses a wrong password, audits it, and slows down guessing', async () => {
    const person = await console.person('reviewer');
    const codes: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      codes.push(problemOf(await stepUpWithPassword(person, 'no')).code);
    }
    expect(codes[0]).toBe('invalid_credentials');
    expect(codes.at(-1)).toBe('rate_limited');
    expect((await denialsOf(person)).join()).toContain('invalid_credentials');
    expect((await whoAmI(person.cookie)).status).toBe(200);
  });

  it('asks who has no passkey to register one first', async () => {
    const person = await console.person('reviewer');
    const answer = await person.call('POST', '/api/session/step-up/options');
    expect(problemOf(answer).code).toBe('passkey_required');
  });

  it('takes exactly one proof', async () => {
    const person = await console.person('reviewer');
    const key = await register(person);
    const options = optionsOf(
      await person.call('POST', '/api/session/step-up/options'),
    );
    const both = { password: DEMO_PASSWORD, assertion: key.sign(options) };
    for (const body of [{}, both]) {
      const answer = await person.call('POST', '/api/session/step-up', body);
      expect(problemOf(answer).code).toBe('validation_failed');
    }
  });

  it('takes an assertion once, and only the one it asked for', async () => {
    let person = await console.person('reviewer');
    const key = await register(person);
    const options = optionsOf(
      await person.call('POST', '/api/session/step-up/options'),
    );
    const assertion = key.sign(options);
    const send = (): Promise<Answer> =>
      person.call('POST', '/api/session/step-up', { assertion });
    const first = await send();
    expect(first.status).toBe(200);
    person = withCookie(console, person, cookieOf(first));
    expect(problemOf(await send()).code).toBe('step_up_required');
    expect((await whoAmI(person.cookie)).status).toBe(200);
  });

  it('refuses two answers of one passkey with the same count', async () => {
    const person = await console.person('reviewer');
    const key = await register(person);
    const [one, other] = [
      optionsOf(await person.call('POST', '/api/session/step-up/options')),
      optionsOf(await person.call('POST', '/api/session/step-up/options')),
    ];
    // Both are verified against the count before either is noted: the passkey's row is held until both wait for it.
    const asked = await console.db.transaction().execute(async (tx) => {
      await tx
        .selectFrom('passkey')
        .select('id')
        .where('person_id', '=', person.id)
        .forUpdate()
        .execute();
      const sent = [one, other].map((options) =>
        person.call('POST', '/api/session/step-up', {
          assertion: key.sign(options, { counter: 7 }),
        }),
      );
      await waitForLockQueue(console, 2);
      return { sent };
    });
    const answers = await Promise.all(asked.sent);
    expect(answers.map((each) => each.status).sort()).toEqual([200, 401]);
  });
});

describe('a stolen cookie', () => {
  it('reads, but neither approves nor rejects, and the try is audited', async () => {
    const admin = await console.signIn('admin');
    const victim = await console.person('reviewer');
    const change = await submit(admin, newProvider(console));
    await ageProof(console, victim, OLD);
    const thief = (
      method: string,
      path: string,
      body?: unknown,
    ): Promise<Answer> =>
      callAs(console, victim.cookie, method, path, body, {
        'user-agent': 'curl/8',
      });
    expect((await thief('GET', `/api/changes/${change.id}`)).status).toBe(200);
    for (const decision of ['approve', 'reject'] as const) {
      const answer = await thief(
        'POST',
        `/api/changes/${change.id}/${decision}`,
        {
          digest: change.digest,
          ...(decision === 'reject' ? { comment: 'No' } : {}),
        },
      );
      expect(problemOf(answer)).toMatchObject({
        code: 'step_up_required',
        methods: ['password'],
      });
    }
    expect((await look(admin, change.id)).state).toBe('pending');
    expect((await denialsOf(victim)).join()).toContain('step_up_required');
  });

  it('approves nothing for who has a passkey, however fresh the sign-in', async () => {
    const admin = await console.signIn('admin');
    const victim = await console.person('reviewer');
    const key = await register(victim);
    const change = await submit(admin, newProvider(console));
    expect(problemOf(await decide(victim, 'approve', change))).toMatchObject({
      code: 'step_up_required',
      methods: ['passkey'],
      optionsUrl: `/api/changes/${change.id}/approve/options`,
    });
    // Not even a step-up a moment ago stands for a signature over this change.
    const stepped = await stepUp(console, victim, key);
    expect(problemOf(await decide(stepped, 'approve', change)).code).toBe(
      'step_up_required',
    );
    expect((await look(admin, change.id)).state).toBe('pending');
  });

  it('is worth nothing once its person has proved again who they are', async () => {
    const victim = await console.person('reviewer');
    await stepUpWithPassword(victim);
    expect((await whoAmI(victim.cookie)).status).toBe(401);
  });
});

describe('what needs a fresh proof', () => {
  const connection = { name: 'fresh', kind: 'ontap', host: 'ontap.invalid' };

  async function attempts(
    admin: Person,
    id: string,
  ): Promise<Record<string, Answer>> {
    const path = `/api/connections/${id}`;
    return {
      secret: await trySubmit(admin, newProvider(console)),
      token: await trySubmit(admin, {
        operation: 'vcenter.register-expanded-token',
        connectionId: console.connectionId('vc-91'),
        input: { overflowToken: 'a.b.c', expandedAccessToken: 'd.e.f' },
        reason: 'Test',
      }),
      create: await admin.call('POST', '/api/connections', {
        ...connection,
        port: 443,
        trust: { mode: 'pin', sha256: '0'.repeat(64) },
        credential: {
          username: 'keyward',
          password: randomBytes(9).toString('hex'),
        },
      }),
      credential: await admin.call('PATCH', path, {
        credential: {
          username: 'root',
          password: randomBytes(9).toString('hex'),
        },
      }),
      remove: await admin.call('DELETE', path),
    };
  }

  it.each([
    ['an old password', 'password' as const, OLD],
    ['a passkey used six minutes ago', 'passkey' as const, 6 * 60],
  ])('is refused on %s', async (_what, method, seconds) => {
    const admin = await console.person('security_admin');
    if (method === 'passkey') {
      await register(admin);
      await console.db
        .updateTable('session')
        .set({ proof_method: 'passkey' })
        .where('person_id', '=', admin.id)
        .execute();
    }
    await ageProof(console, admin, seconds);
    const id = console.connectionId('esx-01');
    for (const [what, answer] of Object.entries(await attempts(admin, id))) {
      expect([what, problemOf(answer).code]).toEqual([
        what,
        'step_up_required',
      ]);
    }
    expect((await admin.call('GET', `/api/connections/${id}`)).status).toBe(
      200,
    );
  });

  it('goes through within fifteen minutes of the sign-in', async () => {
    const admin = await console.person('security_admin');
    await ageProof(console, admin, 14 * 60);
    expect((await trySubmit(admin, newProvider(console))).status).toBe(201);
  });

  it('leaves naming a connection and reading alone', async () => {
    const admin = await console.person('security_admin');
    await ageProof(console, admin, OLD);
    const path = `/api/connections/${console.connectionId('esx-01')}`;
    const renamed = await admin.call('PATCH', path, { description: 'Hosts' });
    expect(renamed.status).toBe(200);
  });
});

describe('where the policy requires a passkey', () => {
  beforeAll(() => changePolicy(console, { passkey: 'required' }));
  afterAll(() => changePolicy(console, { passkey: 'preferred' }));

  it('nobody decides or hands over a secret without one, however fresh the sign-in', async () => {
    const admin = await console.person('security_admin');
    const reviewer = await console.person('reviewer');
    const refused = await trySubmit(admin, newProvider(console), newKey());
    expect(problemOf(refused).code).toBe('passkey_required');
    const adminKey = await register(admin);
    const stepped = await stepUp(console, admin, adminKey);
    const change = await submit(stepped, newProvider(console));
    for (const decision of ['approve', 'reject'] as const) {
      expect(problemOf(await decide(reviewer, decision, change)).code).toBe(
        'passkey_required',
      );
    }
    expect((await look(stepped, change.id)).state).toBe('pending');
    expect((await denialsOf(reviewer)).join()).toContain('passkey_required');
    await expect(approve(reviewer, change)).rejects.toThrow('passkey_required');
  });

  it('the first passkey is still registered with the password', async () => {
    const person = await console.person('reviewer');
    const key = await register(person);
    expect((await tryStepUp(person, key)).status).toBe(200);
  });
});
