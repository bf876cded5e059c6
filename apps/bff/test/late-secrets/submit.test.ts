import { digestOfExport, verifyExport } from '@keyward/approval-proof';
import { OPERATION_IDS, operationContract, preview } from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  approve,
  type ChangeRequest,
  newKey,
  submit,
  trySubmit,
} from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { type Person, problemOf, refusalOf } from '../support/person.ts';
import { carryOut, newPolicy, readPolicy } from '../support/console-changes.ts';
import type { Answer } from '../support/send.ts';
import {
  KEY_POINTER,
  newPair,
  type Pair,
  replaceCertificate,
} from './late-changes.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let keys: Pair;

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['vc-ta', 'ontap-01'],
    taskSeconds: 0.1,
  });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  keys = await newPair(console);
});
afterAll(() => console.stop());

function tryPreview(request: ChangeRequest): Promise<Answer> {
  const { operation, connectionId, input, secretDelivery } = request;
  const draft = { operation, connectionId, input, secretDelivery };
  return admin.call('POST', '/api/changes/preview', draft);
}

async function planDigestOf(request: ChangeRequest): Promise<string> {
  return preview.parse((await tryPreview(request)).body).planDigest;
}

const withKey = (): Record<string, unknown> => ({
  type: 'PAIR',
  privateKey: keys.privateKey,
});

async function storedChanges(): Promise<number> {
  const rows = await console.db.selectFrom('change').select('id').execute();
  return rows.length;
}

it('can come late wherever an operation says so, and then all of its secrets do', () => {
  const able = OPERATION_IDS.map(operationContract).filter(
    (each) => each.lateSecrets !== undefined,
  );
  expect(able.length).toBeGreaterThan(0);
  for (const { lateSecrets, secretPointers } of able) {
    expect(Object.keys(lateSecrets ?? {})).toEqual(secretPointers);
  }
});

describe('a change submitted with its key to come late', () => {
  it('has the plan that was previewed, with the key announced, left out or sealed', async () => {
    const late = replaceCertificate(console, keys.certificate);
    const digests = [
      await planDigestOf(late),
      await planDigestOf(replaceCertificate(console, keys.certificate, {})),
      await planDigestOf(
        replaceCertificate(console, keys.certificate, undefined, {
          type: 'PAIR',
          privateKey: { $secret: true },
        }),
      ),
    ];
    expect(new Set(digests).size).toBe(1);
    const change = await submit(admin, { ...late, planDigest: digests[0] });
    expect(change.input).toMatchObject({
      keySource: { type: 'PAIR', privateKey: { $secret: KEY_POINTER } },
    });
    const check = change.checks.find((each) => each.id === 'key-comes-late');
    const binding = change.secrets[KEY_POINTER];
    expect(binding?.delivery).toBe('late');
    expect(check?.evidence).toContain(
      binding?.delivery === 'late' ? binding.publicKeySha256 : 'no key',
    );
  });

  it('is covered by its digest, on the page without scripts, and in an export', async () => {
    const change = await approve(
      reviewer,
      await submit(admin, replaceCertificate(console, keys.certificate)),
    );
    const binding = change.secrets[KEY_POINTER];
    const fingerprint =
      binding?.delivery === 'late' ? binding.publicKeySha256 : 'no key';
    expect(digestOfExport(change)).toBe(change.digest);
    expect((await verifyExport(change, null)).verdict).toBe('unproved');
    const altered = {
      ...change,
      secrets: {
        [KEY_POINTER]: {
          delivery: 'late' as const,
          publicKeySha256: '0'.repeat(64),
        },
      },
    };
    expect((await verifyExport(altered, null)).verdict).toBe('inconsistent');
    const page = (await reviewer.call('GET', `/review/${change.id}`)).text;
    expect(page.replace(/\s+/g, ' ')).toContain(
      `is not kept. The requester supplies it after the approval; only the private key whose public key has the SHA-256 fingerprint <code>${fingerprint}</code> is taken. Who approves, approves this fingerprint.`,
    );
  });

  it('is stored once for one idempotency key, and the choice belongs to the body', async () => {
    const key = newKey();
    const request = replaceCertificate(console, keys.certificate);
    const first = await trySubmit(admin, request, key);
    const again = await trySubmit(admin, request, key);
    expect(first.status).toBe(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const idOf = (answer: Answer): string =>
      z.object({ id: z.string() }).parse(answer.body).id;
    expect(idOf(again)).toBe(idOf(first));
    const sealed = replaceCertificate(console, keys.certificate, {}, withKey());
    expect(problemOf(await trySubmit(admin, sealed, key)).code).toBe(
      'idempotency_key_reused',
    );
  });

  it.each<[string, () => ChangeRequest, string]>([
    [
      'a key that is sent along',
      () => replaceCertificate(console, keys.certificate, undefined, withKey()),
      '/input/keySource/privateKey',
    ],
    [
      'an answer to a CSR, which has no key',
      () =>
        replaceCertificate(console, keys.certificate, undefined, {
          type: 'CSR',
        }),
      '/secretDelivery',
    ],
    [
      'an operation without a public half',
      () => ({
        operation: 'ontap.add-key-servers',
        connectionId: console.connectionId('ontap-01'),
        input: {
          keyManager: ONTAP_KEY_MANAGERS.finance,
          servers: [{ server: 'kms-9' }],
        },
        reason: 'More of them',
        secretDelivery: 'late',
      }),
      '/secretDelivery',
    ],
    [
      'a certificate that is none',
      () => replaceCertificate(console, 'hello'),
      '/input/certificate',
    ],
    [
      'a private key in the place of the certificate',
      () => replaceCertificate(console, keys.privateKey),
      '/input/certificate',
    ],
  ])(
    'is refused with %s, and nothing is stored',
    async (_what, make, field) => {
      const before = await storedChanges();
      const answer = await trySubmit(admin, make());
      expect(answer.status).toBe(422);
      expect(refusalOf(answer).fields).toEqual([field]);
      expect(await storedChanges()).toBe(before);
    },
  );
});

describe('a policy that lets no private key be kept', () => {
  beforeAll(async () => {
    const { document } = await readPolicy(admin);
    await carryOut(
      { requester: admin, approver: reviewer },
      newPolicy({ ...document, privateKeys: 'late' }),
    );
  });

  it.each<[string, Record<string, unknown>]>([
    ['with the choice left open', {}],
    ['with the choice to seal it', { secretDelivery: 'sealed' }],
    ['with the choice to supply it late', { secretDelivery: 'late' }],
  ])('refuses a key at submit %s', async (_what, more) => {
    const before = await storedChanges();
    const answer = await trySubmit(
      admin,
      replaceCertificate(console, keys.certificate, more, withKey()),
    );
    expect(refusalOf(answer)).toEqual({
      code: 'validation_failed',
      fields: ['/input/keySource/privateKey'],
    });
    expect(problemOf(answer).fieldErrors?.[0]?.message).toContain(
      'Submit without the key',
    );
    expect(await storedChanges()).toBe(before);
  });

  it('makes late what is submitted without a key', async () => {
    const change = await submit(
      admin,
      replaceCertificate(console, keys.certificate, {}),
    );
    expect(change.secrets[KEY_POINTER]?.delivery).toBe('late');
  });

  it('is shown in words, and asks for less when it goes', async () => {
    const { document } = await readPolicy(admin);
    const { privateKeys, ...rest } = document;
    expect(privateKeys).toBe('late');
    const change = await submit(admin, newPolicy(rest));
    expect(change.plan.differences).toContainEqual({
      label: 'Private keys',
      before: 'Never kept; supplied after the approval',
      after: 'Sealed or supplied after the approval, as the requester chooses',
    });
    expect(
      change.checks.find((each) => each.id === 'not-weaker'),
    ).toMatchObject({
      passed: false,
      evidence: 'Private keys may be kept again while approval waits.',
    });
    const page = (await reviewer.call('GET', `/review/${change.id}`)).text;
    expect(page).toContain('Never kept; supplied after the approval');
  });

  it('says so in the preview, and leaves alone what has no key', async () => {
    const sealed = await tryPreview(
      replaceCertificate(console, keys.certificate, {
        secretDelivery: 'sealed',
      }),
    );
    expect(refusalOf(sealed).fields).toEqual(['/input/keySource/privateKey']);
    const csr = await tryPreview(
      replaceCertificate(console, keys.certificate, {}, { type: 'CSR' }),
    );
    expect(csr.status).toBe(200);
  });
});
