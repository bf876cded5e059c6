import {
  approvalChallengeText,
  digestOfExport,
  phraseOf,
} from '@keyward/approval-proof';
import { checkFiles } from '@keyward/approval-proof/check-files';
import { type ChangeDetail, type SignedEvidence } from '@keyward/contract';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

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
  register,
  signApproval,
  startConsoleWithPasskeys,
} from '../support/passkeys.ts';
import type { Person } from '../support/person.ts';
import { askForApprovals } from '../support/policy.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';

const ROOT = new URL('../../../../', import.meta.url);
const COMMAND = 'packages/approval-proof/bin/verify-approval.ts';

let console: ConsoleUnderTest;
let admin: Person;
let bob: Person;
let bobsKey: SoftwareAuthenticator;
let carol: Person;
let carolsKey: SoftwareAuthenticator;
/** Approved by two people with passkeys, carried out, and read as its requester reads it. */
let exported: ChangeDetail;
/** Approved by password. */
let unsigned: ChangeDetail;
let pins: Record<string, string[]>;

beforeAll(async () => {
  console = await startConsoleWithPasskeys({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
  bob = await console.person('reviewer');
  bobsKey = await register(bob);
  carol = await console.person('reviewer');
  carolsKey = await register(carol);
  pins = {
    // As people paste them: colons and capitals, or bare.
    [bob.id]: [
      (bobsKey.fingerprint.match(/../g) ?? []).join(':').toUpperCase(),
    ],
    [carol.id]: [carolsKey.fingerprint],
  };
  unsigned = await approve(
    await console.signIn('reviewer'),
    await submit(admin, newProvider(console)),
  );
  await askForApprovals(console, 2);
  exported = await submit(admin, newProvider(console));
  for (const [person, key] of [
    [bob, bobsKey],
    [carol, carolsKey],
  ] as const) {
    const assertion = await signApproval(person, key, exported);
    exported = readChange(
      await decide(person, 'approve', exported, { assertion }),
    );
  }
  await endOf(admin, exported);
  exported = await look(admin, exported.id);
});
afterAll(() => console.stop());

interface Run {
  exit: number;
  out: string;
  errors: string;
}

function run(command: string, parameters: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      parameters,
      { cwd: ROOT },
      (_error, out, errors) =>
        resolve({ exit: child.exitCode ?? -1, out, errors }),
    );
  });
}

async function file(content: unknown): Promise<string> {
  const path = join(console.dataDir, `${randomUUID()}.json`);
  await writeFile(
    path,
    typeof content === 'string' ? content : JSON.stringify(content),
  );
  return path;
}

async function verify(change: unknown, keys?: unknown): Promise<Run> {
  // What the command does, without the start of a process for each of many cases.
  return checkFiles([
    '--change',
    await file(change),
    ...(keys === undefined ? [] : ['--keys', await file(keys)]),
  ]);
}

/** The export with one approval's evidence altered. */
function withEvidence(
  change: ChangeDetail,
  alter: (evidence: SignedEvidence, index: number) => object,
  which: readonly number[] = [0],
): object {
  return {
    ...change,
    decisions: change.decisions.map((each, index) =>
      each.evidence?.method === 'passkey' && which.includes(index)
        ? {
            ...each,
            evidence: { ...each.evidence, ...alter(each.evidence, index) },
          }
        : each,
    ),
  };
}

/** Another value of the same kind. */
function otherBytes(text: string): string {
  const bytes = Buffer.from(text, 'base64url');
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  return bytes.toString('base64url');
}

const OTHER_ID = '019b0000-0000-7000-8000-000000000009';
const OTHER_HASH = 'ab'.repeat(32);

describe('npm run verify-approval', () => {
  it('proves an honest export against the keys that its approvers gave out', async () => {
    const proved = await run('npm', [
      'run',
      '--silent',
      'verify-approval',
      '--',
      '--change',
      await file(exported),
      '--keys',
      await file(pins),
    ]);
    expect(proved.out).toContain('PROVED');
    expect(proved.out).toContain(exported.digest);
    expect(proved.out).toContain(exported.phrase);
    expect(proved.out).toContain(bobsKey.fingerprint);
    expect(proved.exit).toBe(0);
  });

  it('ends the same as a process, unpinned, forged or unusable', async () => {
    const honest = await file(exported);
    const forged = await file({ ...exported, reason: 'Another reason' });
    const ends = await Promise.all(
      [
        ['--change', honest],
        ['--change', forged],
        ['--change', '/nowhere/c.json'],
      ].map((args) => run(process.execPath, [COMMAND, ...args])),
    );
    expect(ends.map(({ exit }) => exit)).toEqual([2, 1, 64]);
    expect(ends[2]?.errors.trim().split('\n')).toHaveLength(1);
  });

  it('says "consistent, key not pinned" without keys, and when one approver is not among them', async () => {
    for (const keys of [undefined, {}, { [bob.id]: pins[bob.id] }]) {
      const found = await verify(exported, keys);
      expect(found.out).toContain('CONSISTENT, key not pinned');
      expect(found.exit).toBe(2);
    }
  });

  it('says that an approval by password is not signed, and never calls it proved', async () => {
    for (const keys of [undefined, { ...pins, reviewer: [OTHER_HASH] }]) {
      const found = await verify(unsigned, keys);
      expect(found.out).toContain('not signed');
      expect(found.exit).toBe(2);
    }
  });

  it('proves a change whose approver has left since', async () => {
    const left = {
      ...exported,
      decisions: exported.decisions.map((each) => ({ ...each, counts: false })),
    };
    expect((await verify(left, pins)).exit).toBe(0);
  });

  it('refuses a pinned approver whose key is another one', async () => {
    const found = await verify(exported, {
      ...pins,
      [bob.id]: [carolsKey.fingerprint],
    });
    expect(found.out).toContain('none of those pinned');
    expect(found.exit).toBe(1);
  });

  it.each([
    ['id', { id: OTHER_ID }],
    ['operation', { operation: 'ontap.add-key-servers' }],
    ['input', { input: { provider: 'evil' } }],
    ['guard', { guard: { evil: true } }],
    ['reason', { reason: 'Another reason' }],
    ['ticket', { ticket: 'INC-1' }],
    ['nonce', { nonce: OTHER_HASH }],
    ['expiresAt', { expiresAt: '2030-01-01T00:00:00.000Z' }],
    ['secrets', { secrets: {} }],
    ['digest', { digest: OTHER_HASH }],
  ])(
    'names a digest that does not fit when %s was altered',
    async (_, change) => {
      const found = await verify({ ...exported, ...change }, pins);
      expect(found.out).toContain('The digest is not that of the content');
      expect(found.exit).toBe(1);
    },
  );

  it.each<[string, (change: ChangeDetail) => object]>([
    [
      'what is sent',
      ({ plan }) => ({
        plan: { ...plan, request: { ...plan.request, path: '/evil' } },
      }),
    ],
    ['what comes of it', ({ plan }) => ({ plan: { ...plan, after: {} } })],
    [
      'the target’s address',
      ({ frozenTarget }) => ({
        frozenTarget: { ...frozenTarget, host: 'evil' },
      }),
    ],
    [
      'the requester',
      ({ requester }) => ({ requester: { ...requester, id: OTHER_ID } }),
    ],
    [
      'the number of approvals',
      ({ policy, approvals }) => ({
        policy: { ...policy, approvals: 1 },
        approvals: { ...approvals, need: 1 },
      }),
    ],
    [
      'the approving roles',
      ({ policy }) => ({ policy: { ...policy, approverRoles: ['helpdesk'] } }),
    ],
  ])(
    'names a digest that does not fit when %s was altered',
    async (_, alter) => {
      const found = await verify({ ...exported, ...alter(exported) }, pins);
      expect(found.out).toContain('The digest is not that of the content');
      expect(found.exit).toBe(1);
    },
  );

  it.each<[string, string, (change: ChangeDetail) => object]>([
    ['the phrase', 'phrase', () => ({ phrase: 'abandon abandon zoo zoo' })],
    [
      'a number beside the policy’s',
      'number of approvals',
      ({ approvals }) => ({ approvals: { ...approvals, need: 1 } }),
    ],
    [
      'an approval away',
      'Not enough approvals: 1 of 2',
      ({ decisions }) => ({ decisions: decisions.slice(1) }),
    ],
    [
      'an approval twice',
      'The same person approves twice',
      ({ decisions }) => ({ decisions: [decisions[0], decisions[0]] }),
    ],
    [
      'one key under two people',
      'The same key approves twice',
      ({ decisions }) => ({
        decisions: [
          decisions[0],
          { ...decisions[0], person: decisions[1]?.person },
        ],
      }),
    ],
    [
      'the requester as approver',
      'the approver is the requester',
      ({ decisions, requester }) => ({
        decisions: [{ ...decisions[0], person: requester }, decisions[1]],
      }),
    ],
    [
      'another name on an approval',
      'Two approvers have the same name',
      ({ decisions }) => ({
        decisions: [
          {
            ...decisions[0],
            person: {
              ...decisions[0]?.person,
              username: decisions[1]?.person.username,
            },
          },
          decisions[1],
        ],
      }),
    ],
    [
      'an approval of another digest',
      'it approves another digest',
      ({ decisions }) => ({
        decisions: decisions.map((each) => ({ ...each, digest: OTHER_HASH })),
      }),
    ],
    [
      'a rejection instead',
      'rejected it',
      ({ decisions }) => ({
        decisions: [{ ...decisions[0], decision: 'reject' }, decisions[1]],
      }),
    ],
    [
      'another target shown',
      'The target shown',
      () => ({ target: { type: 'console' } }),
    ],
  ])('finds %s', async (_, sentence, alter) => {
    const found = await verify({ ...exported, ...alter(exported) }, pins);
    expect(found.out).toContain(sentence);
    expect(found.exit).toBe(1);
  });

  it.each<[string, string, (evidence: SignedEvidence) => object]>([
    [
      'another relying party',
      'is not the site of',
      () => ({ rpId: 'evil.example' }),
    ],
    [
      'another relying party and address',
      'made at another address',
      () => ({ rpId: 'evil.example', origin: 'https://evil.example' }),
    ],
    [
      'another address below the site',
      'made at another address',
      () => ({ origin: 'https://sub.keyward.example' }),
    ],
    [
      'another credential’s key',
      'the signature is not right',
      () => {
        const { publicKey, publicKeySha256 } = evidenceOf(1);
        return { publicKey, publicKeySha256 };
      },
    ],
    [
      'a damaged key',
      'the fingerprint is not that of the key',
      ({ publicKey }) => ({ publicKey: otherBytes(publicKey) }),
    ],
    [
      'another fingerprint',
      'the fingerprint is not that of the key',
      () => ({ publicKeySha256: OTHER_HASH }),
    ],
    [
      'a challenge for another change',
      'the signature names another change',
      ({ challenge }) => ({ challenge: { ...challenge, changeId: OTHER_ID } }),
    ],
    [
      'a challenge over another digest',
      'the signature names another digest',
      ({ challenge }) => ({ challenge: { ...challenge, digest: OTHER_HASH } }),
    ],
    [
      'a challenge for another approver',
      'the signature names another approver',
      ({ challenge }) => ({
        challenge: { ...challenge, approverId: OTHER_ID },
      }),
    ],
    [
      'another nonce',
      'over another challenge',
      ({ challenge }) => ({ challenge: { ...challenge, nonce: 'x' } }),
    ],
    [
      'altered client data',
      'the signed data cannot be read',
      ({ clientDataJSON }) => ({ clientDataJSON: otherBytes(clientDataJSON) }),
    ],
    [
      'client data with another member',
      'the signature is not right',
      ({ clientDataJSON }) => ({
        clientDataJSON: Buffer.from(
          JSON.stringify({
            ...Object(
              JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()),
            ),
            more: 1,
          }),
        ).toString('base64url'),
      }),
    ],
    [
      'altered authenticator data',
      'the signature is not right',
      ({ authenticatorData }) => ({
        authenticatorData: otherBytes(authenticatorData),
      }),
    ],
    [
      'an altered signature',
      'the signature is not right',
      ({ signature }) => ({ signature: otherBytes(signature) }),
    ],
    [
      'no user verification',
      'did not verify its person',
      ({ authenticatorData }) => {
        const bytes = Buffer.from(authenticatorData, 'base64url');
        bytes[32] = 0x01;
        return { authenticatorData: bytes.toString('base64url') };
      },
    ],
  ])('finds evidence with %s', async (_, sentence, alter) => {
    const found = await verify(withEvidence(exported, alter), pins);
    expect(found.out).toContain(sentence);
    expect(found.out).toContain('INCONSISTENT');
    expect(found.exit).toBe(1);
  });

  it('does not take a signature of the right key whose person was not verified', async () => {
    const evidence = evidenceOf(0);
    const { response } = bobsKey.sign(
      {
        challenge: approvalChallengeText(evidence.challenge),
        rpId: evidence.rpId,
      },
      { userVerified: false },
    );
    const found = await verify(
      withEvidence(exported, () => response),
      pins,
    );
    expect(found.out).toContain('did not verify its person');
    expect(found.exit).toBe(1);
  });

  it('cannot be talked into it by a whole change with a digest of its own', async () => {
    // The console’s database under somebody else’s hand: content, digest and phrase fit each other again.
    const altered = { ...exported, reason: 'Another reason' };
    const digest = digestOfExport(altered);
    const rewritten = {
      ...altered,
      digest,
      phrase: phraseOf(digest),
      decisions: altered.decisions.map((each) => ({ ...each, digest })),
    };
    const found = await verify(rewritten, pins);
    expect(found.out).toContain('the signature names another digest');
    expect(found.exit).toBe(1);
    const further = withEvidence(
      readChange({
        status: 200,
        headers: {},
        text: '',
        body: rewritten,
      }),
      ({ challenge }) => ({ challenge: { ...challenge, digest } }),
      [0, 1],
    );
    const again = await verify(further, pins);
    expect(again.out).toContain('over another challenge');
    expect(again.exit).toBe(1);
  });

  /** The export with its approvers under other names, which are no part of what they signed. */
  function withNames(...names: (string | undefined)[]): object {
    return {
      ...exported,
      decisions: exported.decisions.map((each, index) => ({
        ...each,
        person: {
          ...each.person,
          username: names[index] ?? each.person.username,
        },
      })),
    };
  }

  it('does not take two keys of one person for two people, however the name is spelt', async () => {
    const keys = {
      [bob.id]: [bobsKey.fingerprint, carolsKey.fingerprint],
    };
    const spelt = [
      bob.username.toUpperCase(),
      // Full width.
      bob.username.replace(/^./, (each) =>
        String.fromCodePoint((each.codePointAt(0) ?? 0) + 0xfee0),
      ),
    ];
    for (const name of spelt) {
      const found = await verify(withNames(undefined, name), keys);
      expect(found.out).toContain('have the same name');
      expect(found.exit).toBe(1);
    }
  });

  it('proves nothing by a user name, which nobody signs', async () => {
    const { username } = bob;
    const byName = { ...pins, [bob.id]: undefined, [username]: pins[bob.id] };
    const found = await verify(exported, byName);
    expect(found.out).toContain('a user name is signed by nobody');
    expect(found.out).toContain(bob.id);
    expect(found.exit).toBe(2);
    // The name of somebody pinned, beside an id that was made up.
    const borrowed = await verify(withNames(carol.id), {
      [carol.id]: [bobsKey.fingerprint, carolsKey.fingerprint],
    });
    expect(borrowed.exit).toBe(2);
  });

  it('knows the requester among the approvers in another spelling', async () => {
    const { username } = exported.requester;
    const found = await verify(withNames(username.toUpperCase()), pins);
    expect(found.out).toContain('the approver is the requester');
    expect(found.exit).toBe(1);
  });

  it('prints no control character of an export', async () => {
    const found = await verify({ ...exported, reason: 'a\u001b[2Jb\u202ec' });
    expect(found.out).toContain('a\\u{1b}[2Jb\\u{202e}c');
    expect(found.exit).toBe(1);
  });

  it('says in one line which file it cannot use', async () => {
    const runs = await Promise.all([
      checkFiles([]),
      checkFiles(['--change', '/nowhere/c.json']),
      checkFiles(['--surprise']),
      verify('{'),
      verify({ items: [] }),
      verify(exported, '['),
      verify(exported, { [bob.username]: ['abc'] }),
    ]);
    for (const { exit, out, errors } of runs) {
      expect([exit, out]).toEqual([64, '']);
      expect(errors.trim().split('\n')).toHaveLength(1);
    }
  });
});

function evidenceOf(index: number): SignedEvidence {
  const evidence = exported.decisions[index]?.evidence;
  if (evidence?.method !== 'passkey') throw new Error('No evidence.');
  return evidence;
}
