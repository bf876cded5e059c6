import type { ChangeDetail } from '@keyward/contract';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expireChanges } from '../../src/changes/expire-changes.ts';
import { INBOX_ONLY } from '../../src/notifications/channels.ts';
import { createNotices } from '../../src/notifications/notices.ts';
import { kindsTold, toldOf } from '../notifications/told.ts';
import {
  approve,
  endOf,
  look,
  readChange,
  submit,
} from '../support/changes.ts';
import { coolDown } from '../support/console-changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { databaseText } from '../support/database-text.ts';
import { ageProof } from '../support/passkeys.ts';
import { type Person, problemOf, refusalOf } from '../support/person.ts';
import { changePolicy } from '../support/policy.ts';
import { waitFor } from '../support/wait-for.ts';
import { walText } from '../support/wal-text.ts';
import {
  awaitingKey,
  encrypted,
  KEY_FIELD,
  KEY_POINTER,
  newPair,
  type Pair,
  replaceCertificate,
  supply,
} from './late-changes.ts';

let console: ConsoleUnderTest;
let admin: Person;
let lead: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['vc-ta'],
    taskSeconds: 0.1,
  });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());

const waiting = () =>
  awaitingKey(console, { requester: admin, approver: reviewer });

/** The lines of a PEM that hold the key itself. */
function innerLines(pem: string): string[] {
  return pem.split('\n').filter((line) => /^[A-Za-z0-9+/=]{40,}$/.test(line));
}

/** SHA-256 of every key text that the target has taken. */
async function keysTaken(): Promise<unknown[]> {
  const effects = await console.control('vc-ta').effects();
  return effects.map((each) => each.detail?.['privateKeySha256']);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** That a refused key changed nothing: the change waits as before, nothing was stored, nothing ran. */
async function expectStillWaiting(id: string): Promise<void> {
  expect(await look(admin, id)).toMatchObject({
    state: 'approved',
    waitingFor: 'secret',
    taskId: null,
  });
}

describe('a change whose key comes late', () => {
  it('waits for it once approved, sends exactly that key, and is verified', async () => {
    const keys = await newPair(console);
    const pending = await submit(
      admin,
      replaceCertificate(console, keys.certificate),
    );
    const binding = pending.secrets[KEY_POINTER];
    expect(binding).toEqual({
      delivery: 'late',
      publicKeySha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    expect(pending.actions['supply']).toEqual({
      allowed: false,
      reason: 'It is not approved yet; keep the key until then.',
    });
    const approved = await approve(reviewer, pending);
    expect(approved).toMatchObject({
      state: 'approved',
      waitingFor: 'secret',
      taskId: null,
    });
    expect(approved.standing).toMatch(
      /^Approved; waits for .+ to supply the private key by \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/,
    );
    expect(approved.actions['supply']?.allowed).toBe(false);
    const mine = await look(admin, pending.id);
    expect(mine.actions['supply']).toEqual({ allowed: true, reason: null });
    expect((await toldOf(admin, pending))[0]).toMatchObject({
      kind: 'secret_wanted',
      deadline: pending.expiresAt,
      readAt: null,
    });

    const running = readChange(await supply(admin, pending, keys.privateKey));
    const task = await endOf(admin, running);
    expect(task.state).toBe('succeeded');
    expect(task.steps.map((each) => [each.key, each.state])).toEqual([
      ['check', 'done'],
      ['apply', 'done'],
      ['await_upstream', 'done'],
      ['verify', 'done'],
    ]);
    expect(task.verification?.level).toBe('partial');
    expect(await keysTaken()).toContain(sha256(keys.privateKey));
    const ended = await look(admin, pending.id);
    expect(ended.state).toBe('succeeded');
    expect(ended.history.map((each) => each.text)).toContainEqual(
      expect.stringMatching(/supplied the private key/),
    );
    expect(ended.actions['supply']?.reason).toBe(
      'Its key was supplied already.',
    );
    expect(await kindsTold(admin, pending)).toContain('secret_wanted (read)');
    const audited = await console.db
      .selectFrom('audit')
      .select(['code', 'person_id'])
      .where('object', '=', pending.id)
      .orderBy('seq')
      .execute();
    expect(audited).toContainEqual({
      code: 'change.secrets_supplied',
      person_id: admin.id,
    });
  });

  it('never has the key anywhere but in memory and at the target', async () => {
    const before = await sql<{ lsn: string }>`
      select pg_current_wal_lsn()::text as lsn`.execute(console.db);
    const lsn = before.rows[0]?.lsn ?? '';
    const { change, keys } = await waiting();
    const other = await newPair(console);
    await supply(admin, change, other.privateKey);
    await supply(admin, change, encrypted(keys.privateKey));
    await supply(admin, change, `${keys.privateKey}\nand more`);
    const running = readChange(await supply(admin, change, keys.privateKey));
    expect((await endOf(admin, running)).state).toBe('succeeded');
    for (const person of [admin, reviewer]) await look(person, change.id);
    await admin.call('GET', '/api/audit?limit=200');

    const stored = await databaseText(console.db);
    // A database elsewhere shows its tables only; here its log on disk is searched too.
    const written = (await walText(console.db, lsn)) ?? stored;
    const told = [...console.logged, ...console.answers].join('\n');
    // The search itself works: what is stored is found in both.
    expect(stored).toContain(change.digest);
    expect(written).toContain(change.digest);
    for (const text of [keys.privateKey, other.privateKey]) {
      for (const line of innerLines(text)) {
        // Compared without showing the line: a report must not hold it either.
        expect(stored.includes(line)).toBe(false);
        expect(written.includes(line)).toBe(false);
        expect(told.includes(line)).toBe(false);
      }
    }
    expect(innerLines(keys.privateKey).length).toBeGreaterThan(0);
  });

  it('is awaited only after the cool-off', async () => {
    const id = 'vcenter.update-provider-client-certificate';
    const { document } = (await admin.call('GET', '/api/policy')).body as {
      document: { risk: { high: object } };
    };
    await changePolicy(console, {
      operations: {
        [id]: { ...document.risk.high, coolOffMinutes: 30 } as never,
      },
    });
    const { change, keys } = await waiting();
    await changePolicy(console, { operations: {} });
    expect(change.waitingFor).toBe('cool_off');
    expect(refusalOf(await supply(admin, change, keys.privateKey)).code).toBe(
      'invalid_state',
    );
    expect((await look(admin, change.id)).actions['supply']?.reason).toBe(
      'It cools off first; keep the key until then.',
    );
    expect(await kindsTold(admin, change)).not.toContain('secret_wanted');
    await coolDown(console, change.id);
    await waitFor(
      'the end of the cool-off',
      async () => (await look(admin, change.id)).waitingFor === 'secret',
    );
    expect(await kindsTold(admin, change)).toContain('secret_wanted');
    const running = readChange(await supply(admin, change, keys.privateKey));
    expect((await endOf(admin, running)).state).toBe('succeeded');
  });

  it('expires when the key does not come, and says so', async () => {
    const { change, keys } = await waiting();
    await sql`update change set expires_at = now() - interval '1 second' where id = ${change.id}`.execute(
      console.db,
    );
    const late = await supply(admin, change, keys.privateKey);
    expect(problemOf(late).code).toBe('invalid_state');
    await expireChanges(console.db, createNotices(INBOX_ONLY));
    // The console's own housekeeping may be at it in the same moment.
    const seen = await waitFor('the change to expire', async () => {
      const each = await look(admin, change.id);
      return each.state === 'expired' && each;
    });
    // A look at its key servers may end after it.
    expect(seen.history.map(({ text }) => text)).toContain(
      'Expired: its private key was not supplied in time.',
    );
    expect(await kindsTold(admin, change)).toContain('secret_wanted (read)');
  });

  it.each([
    ['its requester', () => admin],
    ['any security admin', () => lead],
  ])('is withdrawn by %s while it waits', async (_who, person) => {
    const { change, keys } = await waiting();
    const answer = await person().call(
      'POST',
      `/api/changes/${change.id}/withdraw`,
      {},
    );
    expect(readChange(answer).state).toBe('withdrawn');
    expect(refusalOf(await supply(admin, change, keys.privateKey)).code).toBe(
      'invalid_state',
    );
  });
});

describe('supplying a key', () => {
  it('is refused before the approval', async () => {
    const keys = await newPair(console);
    const change = await submit(
      admin,
      replaceCertificate(console, keys.certificate),
    );
    const answer = problemOf(await supply(admin, change, keys.privateKey));
    expect(answer.code).toBe('invalid_state');
    expect(answer.detail).toBe(
      'It is not approved yet; keep the key until then.',
    );
  });

  it('is refused when somebody altered what waits, the expected key included', async () => {
    const { change } = await waiting();
    const foreign = await newPair(console);
    const other = await submit(
      admin,
      replaceCertificate(console, foreign.certificate),
    );
    await console.db
      .updateTable('change')
      .set({ secrets: JSON.stringify(other.secrets) })
      .where('id', '=', change.id)
      .execute();
    const answer = await supply(admin, change, foreign.privateKey);
    expect(problemOf(answer).code).toBe('digest_mismatch');
    await expectStillWaiting(change.id);
  });

  it('twice at once has one winner, and one effect', async () => {
    const { change, keys } = await waiting();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => supply(admin, change, keys.privateKey)),
    );
    const codes = answers.map((each) => each.status).sort();
    expect(codes).toEqual([200, 409, 409, 409]);
    const task = await endOf(admin, await look(admin, change.id));
    expect(task.state).toBe('succeeded');
    const taken = await keysTaken();
    expect(
      taken.filter((each) => each === sha256(keys.privateKey)),
    ).toHaveLength(1);
  });

  it('sends nothing when an approval was lost while the key was awaited', async () => {
    const gone = await console.person('reviewer');
    const { change, keys } = await awaitingKey(console, {
      requester: admin,
      approver: gone,
    });
    await console.db
      .deleteFrom('person_role')
      .where('person_id', '=', gone.id)
      .execute();
    const running = readChange(await supply(admin, change, keys.privateKey));
    const task = await endOf(admin, running);
    expect(task).toMatchObject({
      state: 'failed',
      explanation: { code: 'approval_lost' },
    });
    expect(await keysTaken()).not.toContain(sha256(keys.privateKey));
  });
});

describe('a key that is refused leaves everything as it was, and', () => {
  let change: ChangeDetail;
  let keys: Pair;
  beforeAll(async () => {
    ({ change, keys } = await waiting());
  });

  it('belongs to the requester alone', async () => {
    for (const person of [lead, reviewer]) {
      const answer = await supply(person, change, keys.privateKey);
      expect(problemOf(answer).code).toBe('forbidden');
    }
    expect((await look(lead, change.id)).actions['supply']).toEqual({
      allowed: false,
      reason: 'Only the person who submitted it supplies its key.',
    });
    await expectStillWaiting(change.id);
  });

  it('is for exactly the approved digest', async () => {
    const answer = await supply(
      admin,
      { ...change, digest: '0'.repeat(64) },
      keys.privateKey,
    );
    expect(problemOf(answer).code).toBe('digest_mismatch');
    await expectStillWaiting(change.id);
  });

  it('asks for a fresh proof, after it has said what else is wrong', async () => {
    const person = await console.signIn('admin');
    await ageProof(console, person, 3_600);
    const codeOf = async (digest: string, key: string): Promise<string> =>
      problemOf(await supply(person, { id: change.id, digest }, key)).code;
    expect(await codeOf('0'.repeat(64), keys.privateKey)).toBe(
      'digest_mismatch',
    );
    expect(await codeOf(change.digest, keys.privateKey)).toBe(
      'step_up_required',
    );
    // What is wrong with a key is said only to who has proved who they are.
    expect(await codeOf(change.digest, 'hello')).toBe('step_up_required');
    await expectStillWaiting(change.id);
    admin = await console.signIn('admin');
  });

  it.each<[string, (key: string) => string | Promise<string>, string, string]>([
    [
      'of another certificate',
      async () => (await newPair(console)).privateKey,
      'certificate_key_mismatch',
      'another key',
    ],
    ['with a passphrase', encrypted, 'validation_failed', 'passphrase'],
    ['that is none', () => 'hello', 'validation_failed', 'no PEM'],
    [
      'with a second key beside it',
      (key) => `${key}${key}`,
      'validation_failed',
      'no private key that can be used',
    ],
  ])(
    'with a key %s stores nothing, and the change still waits',
    async (_what, make, code, words) => {
      const answer = problemOf(
        await supply(admin, change, await make(keys.privateKey)),
      );
      expect(answer.status).toBe(422);
      expect(answer.code).toBe(code);
      expect(answer.fieldErrors?.[0]?.pointer).toBe(KEY_FIELD);
      expect(answer.fieldErrors?.[0]?.message).toContain(words);
      await expectStillWaiting(change.id);
    },
  );

  it('names what is missing and what nobody asked for', async () => {
    const answer = await supply(admin, change, '', {
      secrets: { '/certificate': keys.privateKey },
    });
    expect(refusalOf(answer)).toEqual({
      code: 'validation_failed',
      fields: ['/secrets/~1certificate', KEY_FIELD],
    });
    await expectStillWaiting(change.id);
  });

  it('is not asked for by a session that has ended meanwhile', async () => {
    const gone = await console.signIn('admin');
    await gone.call('DELETE', '/api/session');
    expect((await supply(gone, change, keys.privateKey)).status).toBe(401);
    await expectStillWaiting(change.id);
  });

  it('is followed by the right one', async () => {
    const own = await waiting();
    const wrong = await supply(admin, own.change, keys.privateKey);
    expect(problemOf(wrong).code).toBe('certificate_key_mismatch');
    const running = readChange(
      await supply(admin, own.change, own.keys.privateKey),
    );
    expect((await endOf(admin, running)).state).toBe('succeeded');
  });
});
