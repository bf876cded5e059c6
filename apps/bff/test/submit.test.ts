import {
  json,
  type Json,
  type Preview,
  preview,
  type Problem,
} from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { withMember } from '../src/changes/secret-pointers.ts';
import {
  approve,
  type ChangeRequest,
  endOf,
  look,
  newProvider,
  readChange,
  submit,
  trySubmit,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  type SimulatorName,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { type Person, problemOf, refusalOf } from './support/person.ts';
import { waitFor } from './support/wait-for.ts';
import type { Answer } from './support/send.ts';

const ESTATE: SimulatorName[] = [
  'vc-ta',
  'vc-work',
  'vc-91',
  'esx-01',
  'ontap-01',
];
/** A registered service that no cluster of `vc-work` but the first uses. */
const SERVICE = '6f1c3a52-7a1e-4c0f-9d0e-0d4f7c2b1a01';

let console: ConsoleUnderTest;
let admin: Person;
let lead: Person;
let reviewer: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ESTATE });
  admin = await console.signIn('admin');
  lead = await console.signIn('lead');
  reviewer = await console.signIn('reviewer');
});
afterAll(() => console.stop());
beforeEach(async () => {
  for (const name of ESTATE) await console.control(name).reset();
});

function request(
  operation: string,
  simulator: SimulatorName,
  input: Record<string, unknown>,
): ChangeRequest {
  return {
    operation,
    connectionId: console.connectionId(simulator),
    input,
    reason: 'Because it is needed',
  };
}

function addServers(
  servers: Record<string, unknown>[],
  keyManager: string = ONTAP_KEY_MANAGERS.finance,
): ChangeRequest {
  return request('ontap.add-key-servers', 'ontap-01', { keyManager, servers });
}

function configure(
  source: Record<string, unknown>,
  cluster = 'domain-c21',
): ChangeRequest {
  return request('vcenter.configure-cluster-kms-service', 'vc-work', {
    cluster,
    source,
  });
}

const pairShape = z.object({ certificate: z.string(), privateKey: z.string() });

/** A certificate with its key, wrong in the way that is asked for. */
async function certificateOf(kind: string): Promise<z.infer<typeof pairShape>> {
  const made = await console
    .control('vc-ta')
    .call('GET', `/demo-certificate?case=${kind}`);
  return pairShape.parse(made);
}

function replaceCertificate(
  certificate: string,
  keySource: Record<string, unknown>,
  provider = 'kmip-prod',
): ChangeRequest {
  return request('vcenter.update-provider-client-certificate', 'vc-ta', {
    trustAuthorityCluster: 'domain-c101',
    provider,
    certificate,
    keySource,
  });
}

async function replacePair(kind: string): Promise<ChangeRequest> {
  const { certificate, privateKey } = await certificateOf(kind);
  return replaceCertificate(certificate, { type: 'PAIR', privateKey });
}

async function registerToken(): Promise<ChangeRequest> {
  const tokens = z
    .object({ overflowToken: z.string(), expandedAccessToken: z.string() })
    .parse(
      await console.control('vc-91').call('GET', '/demo-tokens?case=valid'),
    );
  return request('vcenter.register-expanded-token', 'vc-91', tokens);
}

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
    () => configure({ type: 'SERVICE', service: SERVICE }),
    [],
  ],
  [
    'vcenter.update-provider-client-certificate',
    () => replacePair('valid'),
    ['/keySource/privateKey'],
  ],
  [
    'esx.create-native-provider',
    () => newProvider(console),
    ['/keyDerivationKey'],
  ],
  [
    'vcenter.register-expanded-token',
    () => registerToken(),
    ['/overflowToken', '/expandedAccessToken'],
  ],
  [
    'ontap.add-key-servers',
    () =>
      addServers([
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
    const before = await countRows();
    const wanted = await make();
    await previewOf(wanted, withoutSecrets(wanted.input, secrets, true));
    expect(await countRows()).toEqual(before);
  });

  it('takes no secret', async () => {
    const wanted = newProvider(console);
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
    const wanted = newProvider(console, { provider: 'nkp-cluster' });
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

/** Looks at the key servers of changes from before end on their own, with an event each. */
function handshakesToEnd(): Promise<unknown> {
  return waitFor('the looks at key servers', async () => {
    const running = await console.db
      .selectFrom('change_handshake')
      .select('server')
      .where('result', 'is', null)
      .execute();
    return running.length === 0;
  });
}

async function countRows(): Promise<number[]> {
  await handshakesToEnd();
  const counts = [];
  for (const table of [
    'change',
    'change_secret',
    'task',
    'idempotency',
    'event',
    'audit',
  ] as const) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)}
      -- What a look at a target found is told whoever looked, and whenever.
      ${table === 'event' ? sql`where type <> 'connection'` : sql``}`.execute(
      console.db,
    );
    counts.push(rows[0]?.count ?? Number.NaN);
  }
  return counts;
}

describe('a plan that changed between preview and submission', () => {
  it('is refused with the new one, which then passes', async () => {
    const wanted = addServers([{ server: 'kms-1.corp.example' }]);
    const before = await previewOf(wanted, wanted.input);
    const other = await submit(
      lead,
      addServers([{ server: 'kms-2.corp.example' }]),
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
      addServers([
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
      newProvider(console, { keyId: 'no-uuid', keyDerivationKey: 'no key' }),
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
    const change = readChange(await trySubmit(admin, await registerToken()));
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
    const wanted = await registerToken();
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

type Case = [
  string,
  () => ChangeRequest | Promise<ChangeRequest>,
  string,
  string[],
];
const four = (first: number): Record<string, unknown>[] =>
  [0, 1, 2, 3].map((each) => ({
    server: `kms-${String(first + each)}.corp.example`,
  }));

const BAD_INPUT: Case[] = [
  // ontap.add-key-servers
  [
    'a fifth server on a full key manager',
    () =>
      addServers(
        [{ server: 'kms-9.corp.example' }],
        ONTAP_KEY_MANAGERS.cluster,
      ),
    'preflight_failed',
    ['/input/servers'],
  ],
  [
    'too many together with those there',
    () => addServers(four(1)),
    'preflight_failed',
    ['/input/servers'],
  ],
  [
    'five servers in one change',
    () => addServers([...four(1), { server: 'kms-5.corp.example' }]),
    'validation_failed',
    ['/input/servers'],
  ],
  ['no server', () => addServers([]), 'validation_failed', ['/input/servers']],
  [
    'a server twice',
    () =>
      addServers([
        { server: 'kms-1.corp.example' },
        { server: 'kms-1.corp.example' },
      ]),
    'validation_failed',
    ['/input/servers/1/server'],
  ],
  [
    'a server twice, by case and default port',
    () =>
      addServers([
        { server: 'kms-1.corp.example' },
        { server: 'KMS-1.corp.example:5696' },
      ]),
    'validation_failed',
    ['/input/servers/1/server'],
  ],
  [
    'a server that is there',
    () => addServers([{ server: 'kms-finance.corp.example' }]),
    'preflight_failed',
    ['/input/servers/0/server'],
  ],
  [
    'an account with a control character',
    () => addServers([{ server: 'kms-1.corp.example', username: 'u\0' }]),
    'validation_failed',
    ['/input/servers/0/username'],
  ],
  [
    'a server that is there, by case and default port',
    () =>
      addServers([
        { server: 'kms-8.corp.example' },
        { server: 'KMS-Finance.corp.example' },
      ]),
    'preflight_failed',
    ['/input/servers/1/server'],
  ],
  [
    'a URL for a server',
    () => addServers([{ server: 'https://kms.corp.example' }]),
    'validation_failed',
    ['/input/servers/0/server'],
  ],
  [
    'an address without brackets',
    () => addServers([{ server: '2001:db8::1' }]),
    'validation_failed',
    ['/input/servers/0/server'],
  ],
  [
    'port 0',
    () => addServers([{ server: 'kms-1.corp.example:0' }]),
    'validation_failed',
    ['/input/servers/0/server'],
  ],
  [
    'port 65536',
    () => addServers([{ server: 'kms-1.corp.example:65536' }]),
    'validation_failed',
    ['/input/servers/0/server'],
  ],
  [
    'an address written short',
    () => addServers([{ server: '127.1' }]),
    'validation_failed',
    ['/input/servers/0/server'],
  ],
  [
    'a server with blanks',
    () => addServers([{ server: ' kms-1.corp.example' }]),
    'validation_failed',
    ['/input/servers/0/server'],
  ],
  [
    'a timeout of 61',
    () => addServers([{ server: 'kms-1.corp.example', timeoutSeconds: 61 }]),
    'validation_failed',
    ['/input/servers/0/timeoutSeconds'],
  ],
  [
    'a timeout of −2',
    () => addServers([{ server: 'kms-1.corp.example', timeoutSeconds: -2 }]),
    'validation_failed',
    ['/input/servers/0/timeoutSeconds'],
  ],
  [
    'half a second',
    () => addServers([{ server: 'kms-1.corp.example', timeoutSeconds: 0.5 }]),
    'validation_failed',
    ['/input/servers/0/timeoutSeconds'],
  ],
  [
    'no timeout among several',
    () =>
      addServers([
        { server: 'kms-1.corp.example' },
        { server: 'kms-2.corp.example', timeoutSeconds: 0 },
      ]),
    'validation_failed',
    ['/input/servers/1/timeoutSeconds'],
  ],
  [
    'a key manager that is not there',
    () => addServers([{ server: 'kms-1.corp.example' }], randomUUID()),
    'validation_failed',
    ['/input/keyManager'],
  ],
  [
    'a key manager of dots',
    () => addServers([{ server: 'kms-1.corp.example' }], '..'),
    'validation_failed',
    ['/input/keyManager'],
  ],
  [
    'the onboard key manager',
    () =>
      addServers(
        [{ server: 'kms-1.corp.example' }],
        ONTAP_KEY_MANAGERS.onboard,
      ),
    'preflight_failed',
    ['/input/keyManager'],
  ],
  // esx.create-native-provider
  [
    'a provider that is there',
    () => newProvider(console, { provider: 'nkp-cluster' }),
    'preflight_failed',
    ['/input/provider'],
  ],
  [
    'a provider of the other kind that is there',
    () => newProvider(console, { provider: 'trusted-kms' }),
    'preflight_failed',
    ['/input/provider'],
  ],
  [
    'an empty provider, key id and key',
    () =>
      newProvider(console, { provider: '', keyId: '', keyDerivationKey: '' }),
    'validation_failed',
    ['/input/provider', '/input/keyId', '/input/keyDerivationKey'],
  ],
  [
    'a key without end',
    () => newProvider(console, { keyDerivationKey: 'x'.repeat(1025) }),
    'validation_failed',
    ['/input/keyDerivationKey'],
  ],
  // vcenter.configure-cluster-kms-service
  [
    'a service with a cluster id',
    () => configure({ type: 'SERVICE', trustAuthorityCluster: 'domain-c101' }),
    'validation_failed',
    ['/input/source/service', '/input/source/trustAuthorityCluster'],
  ],
  [
    'a service and a cluster id',
    () =>
      configure({
        type: 'SERVICE',
        service: SERVICE,
        trustAuthorityCluster: 'domain-c101',
      }),
    'validation_failed',
    ['/input/source/trustAuthorityCluster'],
  ],
  [
    'a cluster with a service id',
    () =>
      configure({
        type: 'CLUSTER',
        trustAuthorityCluster: 'domain-c101',
        service: SERVICE,
      }),
    'validation_failed',
    ['/input/source/service'],
  ],
  [
    'a source of no kind',
    () => configure({ type: 'HOST', service: SERVICE }),
    'validation_failed',
    ['/input/source/type'],
  ],
  [
    'a service that the cluster uses',
    () => configure({ type: 'SERVICE', service: SERVICE }, 'domain-c8'),
    'preflight_failed',
    ['/input/source'],
  ],
  [
    'a cluster that is not there',
    () => configure({ type: 'SERVICE', service: SERVICE }, 'domain-c999'),
    'validation_failed',
    ['/input/cluster'],
  ],
  [
    'a cluster that the account may not read',
    () => configure({ type: 'SERVICE', service: SERVICE }, '.'),
    'validation_failed',
    ['/input/cluster'],
  ],
  // vcenter.update-provider-client-certificate
  [
    'a certificate that has expired',
    () => replacePair('expired'),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    'a certificate that is not valid yet',
    () => replacePair('not-yet-valid'),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    'a CA certificate',
    () => replacePair('ca'),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    'a key of another certificate',
    () => replacePair('mismatched'),
    'certificate_key_mismatch',
    ['/input/keySource/privateKey'],
  ],
  [
    'the private key in the certificate field',
    async () => {
      const { certificate, privateKey } = await certificateOf('valid');
      return replaceCertificate(`${certificate}${privateKey}`, { type: 'CSR' });
    },
    'private_key_in_public_field',
    ['/input/certificate'],
  ],
  [
    'only a private key in the certificate field',
    async () => {
      const { privateKey } = await certificateOf('valid');
      return replaceCertificate(privateKey, { type: 'CSR' });
    },
    'private_key_in_public_field',
    ['/input/certificate'],
  ],
  [
    'a certificate in the key field',
    async () => {
      const { certificate } = await certificateOf('valid');
      return replaceCertificate(certificate, {
        type: 'PAIR',
        privateKey: certificate,
      });
    },
    'validation_failed',
    ['/input/keySource/privateKey'],
  ],
  [
    'text instead of a certificate',
    () => replaceCertificate('hello', { type: 'CSR' }),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    'a damaged certificate',
    () =>
      replaceCertificate(
        '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
        { type: 'CSR' },
      ),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    'a certificate that breaks off',
    () =>
      replaceCertificate('-----BEGIN CERTIFICATE-----\nAAAA\n', {
        type: 'CSR',
      }),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    '65 KiB of certificate',
    () => replaceCertificate('x'.repeat(65_537), { type: 'CSR' }),
    'validation_failed',
    ['/input/certificate'],
  ],
  [
    'a pair without its key',
    async () =>
      replaceCertificate((await certificateOf('valid')).certificate, {
        type: 'PAIR',
      }),
    'validation_failed',
    ['/input/keySource/privateKey'],
  ],
  [
    'a key beside an answer to a CSR',
    async () => {
      const { certificate, privateKey } = await certificateOf('valid');
      return replaceCertificate(certificate, { type: 'CSR', privateKey });
    },
    'validation_failed',
    ['/input/keySource/privateKey'],
  ],
  [
    'a provider that is not there',
    async () => {
      const { certificate, privateKey } = await certificateOf('valid');
      return replaceCertificate(
        certificate,
        { type: 'PAIR', privateKey },
        'kmip-none',
      );
    },
    'validation_failed',
    ['/input/provider'],
  ],
  // operations that a target lacks
  [
    'an operation of another kind of target',
    () => ({
      ...newProvider(console),
      connectionId: console.connectionId('ontap-01'),
    }),
    'operation_unavailable',
    ['/connectionId'],
  ],
  [
    'Trust Authority on vCenter 9.1',
    () => ({
      ...configure({ type: 'SERVICE', service: SERVICE }),
      connectionId: console.connectionId('vc-91'),
    }),
    'operation_unavailable',
    ['/connectionId'],
  ],
  [
    'Trust Authority clusters on a workload vCenter',
    async () => ({
      ...(await replacePair('valid')),
      connectionId: console.connectionId('vc-work'),
    }),
    'operation_unavailable',
    ['/connectionId'],
  ],
  [
    'registered tokens on vCenter 8',
    async () => ({
      ...(await registerToken()),
      connectionId: console.connectionId('vc-work'),
    }),
    'operation_unavailable',
    ['/connectionId'],
  ],
];

describe('bad input', () => {
  it.each(BAD_INPUT)(
    'names its field and changes nothing: %s',
    async (_what, make, code, fields) => {
      const before = await countRows();
      const answer = await trySubmit(admin, await make());
      expect(refusalOf(answer)).toEqual({ code, fields });
      expect(await countRows()).toEqual(before);
    },
  );

  it.each([
    ['no-client-auth', 'no clientAuth'],
    ['no-usage', 'no extended key usage'],
  ])(
    'that only may be wrong is a warning with its reason: %s',
    async (kind, reason) => {
      const change = await submit(admin, await replacePair(kind));
      const check = change.checks.find(
        (each) => each.id === 'certificate-client-auth',
      );
      expect(check).toMatchObject({
        severity: 'warning',
        passed: false,
        field: '/certificate',
      });
      expect(check?.evidence).toContain(reason);
    },
  );

  it('that answers no signing request is a warning', async () => {
    const { certificate } = await certificateOf('valid');
    const change = await submit(
      admin,
      replaceCertificate(certificate, { type: 'CSR' }),
    );
    expect(change.checks).toContainEqual(
      expect.objectContaining({
        id: 'answers-csr',
        severity: 'warning',
        passed: false,
      }),
    );
  });

  it('leaves random keys unread: a key of 32 bytes passes without a word', async () => {
    const change = await submit(
      admin,
      newProvider(console, {
        keyDerivationKey: randomBytes(32).toString('base64'),
      }),
    );
    const failed = change.checks.filter((each) => !each.passed);
    expect(failed.map((each) => each.id)).toEqual(['feature-in-development']);
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
        addServers([{ server: 'kms-1.corp.example' }]),
        newProvider(console),
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
      addServers([{ server: 'kms-1.corp.example' }]),
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
