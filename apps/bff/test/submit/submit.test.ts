import {
  json,
  type Json,
  type Preview,
  preview,
  type Problem,
} from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { withMember } from '../../src/changes/secret-pointers.ts';
import {
  approve,
  type ChangeRequest,
  endOf,
  look,
  readChange,
  submit,
  trySubmit,
} from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { type Person, problemOf, refusalOf } from '../support/person.ts';
import type { Answer } from '../support/send.ts';
import { countRows } from './count-rows.ts';
import { ESTATE, type Requests, requestsTo, SERVICE } from './requests.ts';

let console: ConsoleUnderTest;
let requests: Requests;
let admin: Person;
let lead: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ESTATE });
  requests = requestsTo(console);
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());
beforeEach(async () => {
  for (const name of ESTATE) await console.control(name).reset();
});

async function previewOf(
  { operation, connectionId }: ChangeRequest,
  input: unknown,
): Promise<Preview> {
  const answer = await admin.call('POST', '/api/changes/preview', {
    operation,
    connectionId,
    input,
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return preview.parse(answer.body);
}

/** The input with each secret left out, or announced. */
function withoutSecrets(
  input: Record<string, unknown>,
  pointers: readonly string[],
  announced: boolean,
): unknown {
  return pointers.reduce<Json>(
    (rest, pointer) =>
      withMember(rest, pointer, announced ? { $secret: true } : undefined),
    json.parse(input),
  );
}

const OPERATIONS: [
  string,
  () => ChangeRequest | Promise<ChangeRequest>,
  string[],
][] = [
  [
    'vcenter.configure-cluster-kms-service',
    () => requests.configure({ type: 'SERVICE', service: SERVICE }),
    [],
  ],
  [
    'vcenter.update-provider-client-certificate',
    () => requests.replacePair('valid'),
    ['/keySource/privateKey'],
  ],
  [
    'esx.create-native-provider',
    () => requests.newProvider(),
    ['/keyDerivationKey'],
  ],
  [
    'vcenter.register-expanded-token',
    () => requests.registerToken(),
    ['/overflowToken', '/expandedAccessToken'],
  ],
  [
    'ontap.add-key-servers',
    () =>
      requests.addServers([
        { server: 'kms-1.corp.example', username: 'u', password: 'p' },
        { server: 'kms-2.corp.example' },
      ]),
    ['/servers/0/password'],
  ],
];

describe('a preview', () => {
  it.each(OPERATIONS)(
    'and the submission have one plan digest: %s',
    async (_id, make, secrets) => {
      const wanted = await make();
      const omitted = await previewOf(
        wanted,
        withoutSecrets(wanted.input, secrets, false),
      );
      const announced = await previewOf(
        wanted,
        withoutSecrets(wanted.input, secrets, true),
      );
      expect(announced.planDigest).toBe(omitted.planDigest);
      const answer = await trySubmit(admin, {
        ...wanted,
        planDigest: omitted.planDigest,
      });
      const change = readChange(answer);
      expect(change.plan.sentences.length).toBeGreaterThan(0);
      expect(change.plan.request.path).toBe(announced.plan.request.path);
    },
  );

  it.each(OPERATIONS)('stores nothing: %s', async (_id, make, secrets) => {
    const before = await countRows(console.db);
    const wanted = await make();
    await previewOf(wanted, withoutSecrets(wanted.input, secrets, true));
    expect(await countRows(console.db)).toEqual(before);
  });

  it('takes no secret', async () => {
    const wanted = requests.newProvider();
    const answer = await admin.call('POST', '/api/changes/preview', {
      operation: wanted.operation,
      connectionId: wanted.connectionId,
      input: wanted.input,
    });
    expect(refusalOf(answer)).toEqual({
      code: 'validation_failed',
      fields: ['/input/keyDerivationKey'],
    });
  });

  it('shows blockers instead of refusing them', async () => {
    const wanted = requests.newProvider({ provider: 'nkp-cluster' });
    const found = await previewOf(
      wanted,
      withoutSecrets(wanted.input, ['/keyDerivationKey'], true),
    );
    expect(found.checks).toContainEqual(
      expect.objectContaining({
        id: 'name-is-free',
        severity: 'blocker',
        passed: false,
      }),
    );
  });
});

describe('a plan that changed between preview and submission', () => {
  it('is refused with the new one, which then passes', async () => {
    const wanted = requests.addServers([{ server: 'kms-1.corp.example' }]);
    const before = await previewOf(wanted, wanted.input);
    const other = await submit(
      lead,
      requests.addServers([{ server: 'kms-2.corp.example' }]),
    );
    await endOf(lead, await approve(reviewer, other));
    const answer = await trySubmit(admin, {
      ...wanted,
      planDigest: before.planDigest,
    });
    const refused: Problem = problemOf(answer);
    expect(refused.code).toBe('plan_changed');
    const shown = preview.parse(refused.preview);
    expect(JSON.stringify(shown.plan.before)).toContain('kms-2.corp.example');
    expect(shown.planDigest).not.toBe(before.planDigest);
    const again = await trySubmit(admin, {
      ...wanted,
      planDigest: shown.planDigest,
    });
    expect(again.status).toBe(201);
  });
});

describe('a frozen change', () => {
  it('shows placeholders instead of secrets and the exact request', async () => {
    const change = await submit(
      admin,
      requests.addServers([
        {
          server: 'KMS-1.Corp.Example',
          timeoutSeconds: 0,
          username: 'u',
          password: 'secret',
        },
      ]),
    );
    expect(change.input).toEqual({
      keyManager: ONTAP_KEY_MANAGERS.finance,
      servers: [
        {
          server: 'KMS-1.Corp.Example',
          timeoutSeconds: 0,
          username: 'u',
          password: { $secret: '/servers/0/password' },
        },
      ],
    });
    expect(change.plan.request).toEqual({
      method: 'POST',
      path: `/api/security/key-managers/${ONTAP_KEY_MANAGERS.finance}/key-servers`,
      body: {
        server: 'kms-1.corp.example:5696',
        timeout: 0,
        username: 'u',
        password: { $secret: '/servers/0/password' },
      },
    });
    expect(change.plan.sentences.join(' ')).toContain('does not wait');
  });

  it('carries what must be said about it as checks and caution', async () => {
    const change = await submit(
      admin,
      requests.newProvider({ keyId: 'no-uuid', keyDerivationKey: 'no key' }),
    );
    const failed = change.checks.filter((each) => !each.passed);
    expect(failed.map((each) => each.id).sort()).toEqual([
      'feature-in-development',
      'key-id-is-uuid',
      'key-is-32-bytes',
    ]);
    expect(failed.every((each) => each.severity === 'warning')).toBe(true);
    expect(change.caution).toContain('feature in development');
  });
});

describe('the immediate operation', () => {
  it('runs at once, without a second person, and is proved as far as it can be', async () => {
    const change = readChange(
      await trySubmit(admin, await requests.registerToken()),
    );
    expect(change.policy.approvals).toBe(0);
    const task = await endOf(admin, change);
    expect(task).toMatchObject({
      state: 'succeeded',
      verification: { level: 'partial' },
    });
    expect((await look(admin, change.id)).state).toBe('succeeded');
    expect(await console.control('vc-91').effects()).toHaveLength(1);
  });

  it('wants both tokens', async () => {
    const wanted = await requests.registerToken();
    for (const missing of ['overflowToken', 'expandedAccessToken']) {
      const input = Object.fromEntries(
        Object.entries(wanted.input).filter(([name]) => name !== missing),
      );
      const answer = await trySubmit(admin, { ...wanted, input });
      expect(refusalOf(answer)).toEqual({
        code: 'validation_failed',
        fields: [`/input/${missing}`],
      });
    }
  });
});

describe('a target that fails while it is looked at', () => {
  it.each([
    ['is down', 'reset_before_work', 'upstream_unreachable', 502],
    ['answers garbage', 'garbage', 'upstream_protocol_error', 502],
    ['answers a web page', 'html', 'upstream_protocol_error', 502],
    ['does not take the account', 'unauthorized', 'upstream_auth_failed', 502],
    ['has trouble of its own', 'status:500', 'upstream_refused', 502],
    ['forbids it', 'status:403', 'upstream_refused', 502],
    ['is busy', 'status:503', 'upstream_refused', 502],
  ])(
    'has its code beside the connection: it %s',
    async (_what, fault, code, status) => {
      for (const wanted of [
        requests.addServers([{ server: 'kms-1.corp.example' }]),
        requests.newProvider(),
      ]) {
        const name = wanted.operation.startsWith('esx') ? 'esx-01' : 'ontap-01';
        const before = await countChanges();
        await console.control(name).fault(fault, { times: 20, method: 'GET' });
        const answer: Answer = await trySubmit(admin, wanted);
        const refused = problemOf(answer);
        expect(refused).toMatchObject({ code, status });
        expect(refused.fieldErrors?.map((each) => each.pointer)).toEqual([
          '/connectionId',
        ]);
        expect(refused.nextStep).not.toBe('');
        expect(await countChanges()).toBe(before);
      }
    },
  );

  it('has its code beside the connection: it does not answer', async () => {
    await console
      .control('ontap-01')
      .fault('hang', { times: 20, method: 'GET' });
    const answer = await trySubmit(
      admin,
      requests.addServers([{ server: 'kms-1.corp.example' }]),
    );
    expect(refusalOf(answer)).toEqual({
      code: 'upstream_timeout',
      fields: ['/connectionId'],
    });
    expect(answer.status).toBe(504);
  });
});

async function countChanges(): Promise<number> {
  const rows = await console.db.selectFrom('change').select('id').execute();
  return rows.length;
}
