import { passkey, type Passkey, PERMISSIONS } from '@keyward/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import type { ConsoleUnderTest } from '../support/console-under-test.ts';
import { waitForLockQueue } from '../support/lock-queue.ts';
import {
  ageProof,
  optionsOf,
  PUBLIC_URL,
  register,
  startConsoleWithPasskeys,
  stepUp,
  tryRegister,
} from '../support/passkeys.ts';
import { type Person, problemOf, refusalOf } from '../support/person.ts';
import type { Answer } from '../support/send.ts';
import { createAuthenticator } from '../support/software-authenticator.ts';

let console: ConsoleUnderTest;
beforeAll(async () => {
  console = await startConsoleWithPasskeys();
});
afterAll(() => console.stop());

function newAuthenticator() {
  return createAuthenticator({ origin: PUBLIC_URL });
}

async function passkeysOf(person: Person): Promise<Passkey[]> {
  const answer = await person.call('GET', '/api/passkeys');
  return z.object({ items: z.array(passkey) }).parse(answer.body).items;
}

function remove(person: Person, id: string): Promise<Answer> {
  return person.call('DELETE', `/api/passkeys/${id}`);
}

async function auditedCodes(person: Person): Promise<string[]> {
  const rows = await console.db
    .selectFrom('audit')
    .select('code')
    .where('person_id', '=', person.id)
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.code);
}

describe('registering a passkey', () => {
  it('asks for a verified person and no attestation, and leaves out what is registered', async () => {
    const person = await console.person('reviewer');
    const answer = await person.call('POST', '/api/passkeys/options');
    expect(answer.body).toMatchObject({
      rp: { id: 'keyward.example' },
      attestation: 'none',
      authenticatorSelection: {
        userVerification: 'required',
        residentKey: 'preferred',
      },
      excludeCredentials: [],
      timeout: 120_000,
    });
    const first = await register(person);
    const stepped = await stepUp(console, person, first);
    expect(
      (await stepped.call('POST', '/api/passkeys/options')).body,
    ).toMatchObject({ excludeCredentials: [{ id: first.credentialId }] });
  });

  it('shows the fingerprint that the person’s own browser shows', async () => {
    const person = await console.person('reviewer');
    const made = await register(person);
    expect(await passkeysOf(person)).toEqual([
      {
        id: made.passkey.id,
        name: 'Test key',
        publicKeySha256: made.fingerprint,
        backedUp: false,
        createdAt: made.passkey.createdAt,
        lastUsedAt: null,
      },
    ]);
    expect(await auditedCodes(person)).toContain('passkey.registered');
  });

  it('takes several of one person, each with its name', async () => {
    let person = await console.person('reviewer');
    const first = await register(person);
    person = await stepUp(console, person, first);
    const second = await register(person);
    const renamed = await person.call(
      'PATCH',
      `/api/passkeys/${second.passkey.id}`,
      { name: 'Blue key' },
    );
    expect(renamed.body).toMatchObject({ name: 'Blue key' });
    expect((await passkeysOf(person)).map((each) => each.name)).toEqual([
      'Test key',
      'Blue key',
    ]);
  });

  it('takes a key of one person from nobody else', async () => {
    const bob = await console.person('reviewer');
    const carol = await console.person('reviewer');
    const ofBob = await register(bob);
    const clone = createAuthenticator({
      origin: PUBLIC_URL,
      credentialId: ofBob.credentialId,
    });
    for (const authenticator of [ofBob, clone]) {
      const answer = await tryRegister(carol, authenticator);
      expect(problemOf(answer).code).toBe('in_use');
    }
    expect(await passkeysOf(carol)).toEqual([]);
  });

  it.each([
    ['from another page', { origin: 'https://keyward.example.evil' }],
    ['for another site', { rpId: 'evil.example' }],
    ['without a verified person', { userVerified: false }],
    ['without anybody there', { userPresent: false }],
    ['that is an assertion', { type: 'webauthn.get' }],
    ['to another challenge', { challenge: 'AAAA' }],
  ])('refuses an answer %s', async (_what, faults) => {
    const person = await console.person('reviewer');
    const answer = await tryRegister(person, newAuthenticator(), faults);
    expect(refusalOf(answer)).toEqual({
      code: 'validation_failed',
      fields: ['/response'],
    });
    expect(await passkeysOf(person)).toEqual([]);
  });

  it('uses a challenge once, for one person, one session and one purpose', async () => {
    const bob = await console.person('reviewer');
    const bobElsewhere = await console.signIn(bob.username);
    const carol = await console.person('reviewer');
    const options = optionsOf(await bob.call('POST', '/api/passkeys/options'));
    const send = (person: Person, from = options): Promise<Answer> =>
      person.call('POST', '/api/passkeys', {
        name: 'Key',
        response: newAuthenticator().register(from),
      });
    expect((await send(carol)).status).toBe(422);
    expect((await send(bob)).status).toBe(201);
    expect((await send(bob)).status).toBe(401); // bob has a passkey now and has not used it
    await console.db
      .deleteFrom('passkey')
      .where('person_id', '=', bob.id)
      .execute();
    expect((await send(bob)).status).toBe(422);
    const again = optionsOf(await bob.call('POST', '/api/passkeys/options'));
    expect((await send(bobElsewhere, again)).status).toBe(422);
    expect((await send(bob, again)).status).toBe(422);
  });

  it('refuses an answer that comes after two minutes', async () => {
    const person = await console.person('reviewer');
    const options = optionsOf(
      await person.call('POST', '/api/passkeys/options'),
    );
    await console.db
      .updateTable('passkey_challenge')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('person_id', '=', person.id)
      .execute();
    const answer = await person.call('POST', '/api/passkeys', {
      name: 'Key',
      response: newAuthenticator().register(options),
    });
    expect(answer.status).toBe(422);
    expect(await passkeysOf(person)).toEqual([]);
  });

  it('keeps few challenges of one person, however many are asked for', async () => {
    const person = await console.person('reviewer');
    await Promise.all(
      Array.from({ length: 30 }, () =>
        person.call('POST', '/api/passkeys/options'),
      ),
    );
    const rows = await console.db
      .selectFrom('passkey_challenge')
      .select(['challenge', 'expires_at'])
      .where('person_id', '=', person.id)
      .execute();
    expect(rows).toHaveLength(10);
    expect(
      rows.every((row) => row.expires_at.getTime() <= Date.now() + 121_000),
    ).toBe(true);
  });

  it('ends at twenty', async () => {
    const person = await console.person('reviewer');
    await console.db
      .insertInto('passkey')
      .values(
        Array.from({ length: 20 }, (_, index) => ({
          id: crypto.randomUUID(),
          person_id: person.id,
          credential_id: `filler-${person.id}-${String(index)}`,
          public_key: Buffer.alloc(1),
          public_key_sha256: '0'.repeat(64),
          counter: 0,
          transports: [],
          backed_up: false,
          name: 'Filler',
        })),
      )
      .execute();
    await console.db
      .updateTable('session')
      .set({ proof_method: 'passkey' })
      .where('person_id', '=', person.id)
      .execute();
    const answer = await person.call('POST', '/api/passkeys/options');
    expect(problemOf(answer).code).toBe('invalid_state');
  });

  it('needs a fresh proof: the password for the first, a passkey for the next', async () => {
    const person = await console.person('reviewer');
    await ageProof(console, person, 16 * 60);
    expect(
      problemOf(await person.call('POST', '/api/passkeys/options')),
    ).toMatchObject({ code: 'step_up_required', methods: ['password'] });
    await ageProof(console, person, 0);
    await register(person);
    expect(
      problemOf(await person.call('POST', '/api/passkeys/options')),
    ).toMatchObject({ code: 'step_up_required', methods: ['passkey'] });
  });
});

describe('removing a passkey', () => {
  it('leaves somebody who decides on changes at least one', async () => {
    expect(PERMISSIONS.reviewer).toContain('changes:decide');
    let person = await console.person('reviewer');
    const first = await register(person);
    person = await stepUp(console, person, first);
    const only = await remove(person, first.passkey.id);
    expect(problemOf(only)).toMatchObject({ code: 'in_use' });
    expect(problemOf(only).nextStep).toContain('Register another');
    const second = await register(person);
    expect((await remove(person, first.passkey.id)).status).toBe(204);
    expect(problemOf(await remove(person, second.passkey.id)).code).toBe(
      'in_use',
    );
    expect(await passkeysOf(person)).toHaveLength(1);
    expect(await auditedCodes(person)).toContain('passkey.removed');
  });

  it('leaves one also when two are removed at once', async () => {
    let person = await console.person('reviewer');
    const first = await register(person);
    person = await stepUp(console, person, first);
    const second = await register(person);
    // Both have come as far as they can before either may delete.
    const removals = await console.db.transaction().execute(async (tx) => {
      await sql`select id from passkey where person_id = ${person.id} for update`.execute(
        tx,
      );
      const sent = [first, second].map((each) =>
        remove(person, each.passkey.id),
      );
      await waitForLockQueue(console, 2);
      return sent;
    });
    const answers = await Promise.all(removals);
    expect(answers.map((each) => each.status).sort()).toEqual([204, 409]);
    expect(await passkeysOf(person)).toHaveLength(1);
  });

  it('lets somebody who decides on nothing remove the last one', async () => {
    let person = await console.person('helpdesk');
    const only = await register(person);
    person = await stepUp(console, person, only);
    expect((await remove(person, only.passkey.id)).status).toBe(204);
  });

  it('needs a passkey used just now', async () => {
    const person = await console.person('helpdesk');
    const only = await register(person);
    expect(problemOf(await remove(person, only.passkey.id)).code).toBe(
      'step_up_required',
    );
  });

  it('is for one’s own only, as is naming', async () => {
    let bob = await console.person('helpdesk');
    const ofBob = await register(bob);
    bob = await stepUp(console, bob, ofBob);
    const carol = await console.person('security_admin');
    expect((await remove(carol, ofBob.passkey.id)).status).toBe(404);
    const path = `/api/passkeys/${ofBob.passkey.id}`;
    expect((await carol.call('PATCH', path, { name: 'Mine' })).status).toBe(
      404,
    );
    expect((await passkeysOf(bob))[0]?.name).toBe('Test key');
  });
});
