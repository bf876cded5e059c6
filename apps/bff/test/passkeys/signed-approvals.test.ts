import {
  approvalChallengeText,
  digestOfExport,
  verifyAssertion,
} from '@keyward/approval-proof';
import { signedEvidence } from '@keyward/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  approve,
  decide,
  endOf,
  look,
  newProvider,
  readChange,
  submit,
} from '../support/changes.ts';
import type { ConsoleUnderTest } from '../support/console-under-test.ts';
import {
  optionsOf,
  PUBLIC_URL,
  register,
  signApproval,
  startConsoleWithPasskeys,
} from '../support/passkeys.ts';
import { type Person, problemOf } from '../support/person.ts';
import { askForApprovals } from '../support/policy.ts';
import type { Answer } from '../support/send.ts';
import {
  createAuthenticator,
  type Faults,
  type SoftwareAuthenticator,
} from '../support/software-authenticator.ts';
import { waitFor } from '../support/wait-for.ts';

let console: ConsoleUnderTest;
let admin: Person;
let bob: Person;
let bobsKey: SoftwareAuthenticator;
let carol: Person;
let carolsKey: SoftwareAuthenticator;

beforeAll(async () => {
  console = await startConsoleWithPasskeys({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  bob = await console.person('reviewer');
  bobsKey = await register(bob);
  carol = await console.person('reviewer');
  carolsKey = await register(carol);
});
afterAll(() => console.stop());
beforeEach(() => console.control('esx-01').reset());

interface Change {
  id: string;
  digest: string;
}

function newChange(): Promise<Change> {
  return submit(admin, newProvider(console));
}

function optionsFor(person: Person, change: Change): Promise<Answer> {
  return person.call('POST', `/api/changes/${change.id}/approve/options`, {
    digest: change.digest,
  });
}

async function expectUntouched(change: Change): Promise<void> {
  const now = await look(admin, change.id);
  expect(now).toMatchObject({ state: 'pending', decisions: [], taskId: null });
  expect(await console.control('esx-01').effects()).toEqual([]);
}

describe('an approval signed by a passkey', () => {
  it('starts the task, and its evidence proves what was signed', async () => {
    const change = await newChange();
    const assertion = await signApproval(bob, bobsKey, change);
    const answer = await decide(bob, 'approve', change, { assertion });
    const approved = readChange(answer);
    expect((await endOf(admin, approved)).state).toBe('succeeded');
    const [decision] = approved.decisions;
    const evidence = signedEvidence.parse(decision?.evidence);
    expect(evidence).toMatchObject({
      origin: PUBLIC_URL,
      rpId: 'keyward.example',
      publicKeySha256: bobsKey.fingerprint,
      challenge: {
        t: 'approve.v1',
        changeId: change.id,
        digest: change.digest,
        approverId: bob.id,
      },
    });
    expect(digestOfExport(approved)).toBe(change.digest);
    const verified = await verifyAssertion({
      assertion: {
        id: evidence.credentialId,
        rawId: evidence.credentialId,
        type: 'public-key',
        response: evidence,
      },
      challenge: approvalChallengeText(evidence.challenge),
      origin: evidence.origin,
      rpId: evidence.rpId,
      credential: {
        id: evidence.credentialId,
        publicKey: Buffer.from(evidence.publicKey, 'base64url'),
        counter: 0,
      },
    });
    expect(verified.ok).toBe(true);
  });

  it('asks for every passkey of the approver, and for a verified person', async () => {
    const change = await newChange();
    const options = optionsOf(await optionsFor(bob, change));
    expect(options).toMatchObject({
      rpId: 'keyward.example',
      userVerification: 'required',
      allowCredentials: [{ id: bobsKey.credentialId, type: 'public-key' }],
    });
    expect(options['nonce']).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('is taken from authenticators that never count', async () => {
    const dora = await console.person('reviewer');
    const uncounted = await register(
      dora,
      createAuthenticator({ origin: PUBLIC_URL, counts: false }),
    );
    for (let index = 0; index < 2; index += 1) {
      const change = await newChange();
      const assertion = await signApproval(dora, uncounted, change);
      const answer = await decide(dora, 'approve', change, { assertion });
      expect((await endOf(admin, readChange(answer))).state).toBe('succeeded');
    }
  });

  it('keeps how an approval without a passkey was proved', async () => {
    const reviewer = await console.signIn('reviewer');
    const approved = await approve(reviewer, await newChange());
    expect(approved.decisions[0]?.evidence).toMatchObject({
      method: 'password',
    });
    await endOf(admin, approved);
  });
});

describe('two approvals', () => {
  beforeAll(() => askForApprovals(console, 2));
  afterAll(() => askForApprovals(console, 1));

  it('come from two people with a key each, never from one twice', async () => {
    const change = await newChange();
    const sign = (person: Person, key: SoftwareAuthenticator) =>
      signApproval(person, key, change);
    const first = await decide(bob, 'approve', change, {
      assertion: await sign(bob, bobsKey),
    });
    expect(readChange(first).state).toBe('pending');
    expect(problemOf(await optionsFor(bob, change)).code).toBe(
      'already_decided',
    );
    expect(problemOf(await decide(bob, 'approve', change)).code).toBe(
      'already_decided',
    );
    const second = await decide(carol, 'approve', change, {
      assertion: await sign(carol, carolsKey),
    });
    const approved = readChange(second);
    expect(approved.approvals).toEqual({ have: 2, need: 2 });
    expect((await endOf(admin, approved)).state).toBe('succeeded');
  });
});

describe('options for signing', () => {
  it('are not given to the requester, to who may not decide, or for another digest', async () => {
    const lead = await console.signIn('lead');
    const own = await submit(lead, newProvider(console));
    expect(problemOf(await optionsFor(lead, own)).code).toBe('self_approval');
    expect(problemOf(await optionsFor(admin, own)).code).toBe('forbidden');
    const other = { id: own.id, digest: '0'.repeat(64) };
    expect(problemOf(await optionsFor(bob, other)).code).toBe(
      'digest_mismatch',
    );
    await decide(await console.signIn('reviewer'), 'reject', own);
    expect(problemOf(await optionsFor(bob, own)).code).toBe('already_decided');
  });
});

interface Forgery {
  faults?: Faults;
  /** Another way to come by an assertion than by honest signing. */
  make?: (change: Change) => Promise<object>;
}

const FORGERIES: [name: string, reason: string, forgery: Forgery][] = [
  [
    'made without user verification',
    'user_not_verified',
    { faults: { userVerified: false } },
  ],
  [
    'made with nobody present',
    'user_not_verified',
    { faults: { userPresent: false } },
  ],
  [
    'made on another page',
    'other_origin',
    { faults: { origin: 'https://keyward.example.evil' } },
  ],
  [
    'made in a frame of another site',
    'other_origin',
    { faults: { crossOrigin: true } },
  ],
  [
    'made for another relying party',
    'other_relying_party',
    { faults: { rpId: 'evil.example' } },
  ],
  [
    'over a challenge that nobody handed out',
    'challenge_not_open',
    { faults: { challenge: Buffer.alloc(32, 1).toString('base64url') } },
  ],
  [
    'whose signature was altered',
    'signature',
    { faults: { tamper: 'signature' } },
  ],
  [
    'whose authenticator data were altered',
    'signature',
    { faults: { tamper: 'authenticatorData' } },
  ],
  [
    'whose client data are unreadable',
    'unreadable',
    { faults: { tamper: 'clientDataJSON' } },
  ],
  [
    'signed with a key that nobody registered',
    'signature',
    { faults: { otherKey: true } },
  ],
  [
    'whose use count went back',
    'counter_went_back',
    { faults: { counter: 1 } },
  ],
  [
    'that is a registration',
    'unreadable',
    { faults: { type: 'webauthn.create' } },
  ],
  [
    'that names another person',
    'unknown_passkey',
    { faults: { userHandle: Buffer.alloc(16, 7).toString('base64url') } },
  ],
  [
    'by another person’s passkey',
    'unknown_passkey',
    {
      make: async (change) =>
        carolsKey.sign(optionsOf(await optionsFor(bob, change))),
    },
  ],
  [
    'by another person’s passkey under one’s own credential id',
    'signature',
    {
      make: async (change) =>
        carolsKey.sign(optionsOf(await optionsFor(bob, change)), {
          credentialId: bobsKey.credentialId,
          userHandle: Buffer.from(bob.id.replaceAll('-', ''), 'hex').toString(
            'base64url',
          ),
          counter: 1_000_000,
        }),
    },
  ],
  [
    'made for another person’s options',
    'challenge_not_open',
    {
      make: async (change) =>
        bobsKey.sign(optionsOf(await optionsFor(carol, change))),
    },
  ],
  [
    'made for another change',
    'challenge_not_open',
    { make: async () => signApproval(bob, bobsKey, await newChange()) },
  ],
  [
    'made for a step-up',
    'challenge_not_open',
    {
      make: async () =>
        bobsKey.sign(
          optionsOf(await bob.call('POST', '/api/session/step-up/options')),
        ),
    },
  ],
  [
    'made in another session of the same person',
    'challenge_not_open',
    {
      make: async (change) =>
        signApproval(await console.signIn(bob.username), bobsKey, change),
    },
  ],
  [
    'that comes after its two minutes',
    'challenge_expired',
    {
      make: async (change) => {
        const assertion = await signApproval(bob, bobsKey, change);
        await console.db
          .updateTable('passkey_challenge')
          .set({ expires_at: new Date(Date.now() - 1) })
          .where('change_id', '=', change.id)
          .execute();
        return assertion;
      },
    },
  ],
  [
    'used already',
    'challenge_not_open',
    {
      make: async (change) => {
        const assertion = await signApproval(bob, bobsKey, change, {
          userVerified: false,
        });
        await decide(bob, 'approve', change, { assertion });
        return assertion;
      },
    },
  ],
];

describe('a forged assertion', () => {
  it.each(FORGERIES)(
    'is refused, audited and changes nothing: one %s',
    async (_name, reason, { faults, make }) => {
      const change = await newChange();
      const assertion =
        make === undefined
          ? await signApproval(bob, bobsKey, change, faults)
          : await make(change);
      const answer = await decide(bob, 'approve', change, { assertion });
      const refused = problemOf(answer);
      expect(refused).toMatchObject({
        code: 'step_up_required',
        status: 401,
        methods: ['passkey'],
        optionsUrl: `/api/changes/${change.id}/approve/options`,
      });
      expect(refused.detail).toMatch(/^(This|The) .*\.$/);
      await expectUntouched(change);
      const denials = await waitFor('the audit row', async () => {
        const rows = await console.db
          .selectFrom('audit')
          .select('row')
          .where('person_id', '=', bob.id)
          .where('object', '=', change.id)
          .where('outcome', '=', 'denied')
          .execute();
        return (
          rows.some(({ row }) =>
            JSON.stringify(row).includes(`step_up_required: ${reason}`),
          ) && rows
        );
      });
      expect(denials.length).toBeGreaterThan(0);
    },
  );

  it('uses its challenge up: the honest one cannot follow with it', async () => {
    const change = await newChange();
    const options = optionsOf(await optionsFor(bob, change));
    const send = (faults: Faults): Promise<Answer> =>
      decide(bob, 'approve', change, {
        assertion: bobsKey.sign(options, faults),
      });
    expect((await send({ userVerified: false })).status).toBe(401);
    expect((await send({})).status).toBe(401);
    await expectUntouched(change);
  });

  it('is no better after a good one: nothing is approved twice with one signature', async () => {
    const change = await newChange();
    const assertion = await signApproval(bob, bobsKey, change);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        decide(bob, 'approve', change, { assertion }),
      ),
    );
    expect(answers.filter((each) => each.status === 200)).toHaveLength(1);
    const now = await look(admin, change.id);
    expect(now.decisions).toHaveLength(1);
    await endOf(admin, now);
  });

  it('does not count once the change was altered in the database', async () => {
    const change = await newChange();
    const assertion = await signApproval(bob, bobsKey, change);
    await console.db
      .updateTable('change')
      .set({ reason: 'Another reason' })
      .where('id', '=', change.id)
      .execute();
    const answer = await decide(bob, 'approve', change, { assertion });
    expect(problemOf(answer).code).toBe('digest_mismatch');
    await expectUntouched(change);
  });
});
