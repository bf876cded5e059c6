import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { sql } from 'kysely';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  approve,
  type ChangeRequest,
  decide,
  endOf,
  newKey,
  newProvider,
  readChange,
  submit,
  trySubmit,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { databaseText } from './support/database-text.ts';
import { PAGE_HEADERS, type Person } from './support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let helpdesk: Person;

/** Every value that must turn up nowhere, with its spellings. */
const canaries = new Map<string, string[]>();

/** A secret that can be recognised wherever it leaks to, in the spelling it is given and in others. */
function canary(text = `KW-${randomBytes(18).toString('hex')}`): string {
  canaries.set(text, spellings(text));
  return text;
}

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['vc-ta', 'vc-91', 'esx-01', 'ontap-01'],
    echoSecrets: true,
  });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  helpdesk = await console.signIn('helpdesk');
  for (const { password } of console.estate.simulators) canary(password);
});
afterAll(() => console.stop());

/** The spellings in which a secret commonly leaves a system. */
function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const inner = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    inner,
    encodeURIComponent(secret),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    ...(secret.includes('PRIVATE KEY')
      ? secret.split('\n').filter((line) => /^[A-Za-z0-9+/=]{40,}$/.test(line))
      : []),
  ].filter((each) => each.length >= 16);
}

/** The first spelling of a secret in a text, named so that the secret itself does not land in a report. */
function leakIn(text: string): string | null {
  let number = 0;
  for (const spelled of canaries.values()) {
    number += 1;
    const found = spelled.findIndex((each) => text.includes(each));
    if (found >= 0) {
      return `canary ${String(number)}, spelling ${String(found)}`;
    }
  }
  return null;
}

/** Looks at what was answered and logged since the last look, and at everything that is stored. */
async function expectNoLeak(): Promise<void> {
  expect(leakIn(console.answers.splice(0).join('\n'))).toBeNull();
  expect(leakIn(console.logged.splice(0).join('\n'))).toBeNull();
  expect(leakIn(await databaseText(console.db))).toBeNull();
}

/** Everything a person can read, read by everybody, so that it lands among the answers. */
async function readEverything(ids: {
  change: string;
  task: string | null;
}): Promise<void> {
  for (const person of [admin, reviewer, helpdesk]) {
    await person.call('GET', `/api/changes/${ids.change}`);
    if (ids.task !== null) await person.call('GET', `/api/tasks/${ids.task}`);
    for (const path of [
      '/api/changes',
      '/api/tasks',
      '/api/connections',
      '/api/operations',
      '/api/audit?limit=200',
      '/api/audit/export',
      '/api/audit/export?format=csv',
      '/api/session',
    ]) {
      await person.call('GET', path);
    }
  }
}

function addServers(...servers: Record<string, unknown>[]): ChangeRequest {
  return {
    operation: 'ontap.add-key-servers',
    connectionId: console.connectionId('ontap-01'),
    input: { keyManager: ONTAP_KEY_MANAGERS.finance, servers },
    reason: 'More key servers',
  };
}

const pair = z.object({ certificate: z.string(), privateKey: z.string() });
const tokens = z.object({
  overflowToken: z.string(),
  expandedAccessToken: z.string(),
});

async function replaceCertificate(provider: string): Promise<ChangeRequest> {
  const { certificate, privateKey } = pair.parse(
    await console.control('vc-ta').call('GET', '/demo-certificate?case=valid'),
  );
  return {
    operation: 'vcenter.update-provider-client-certificate',
    connectionId: console.connectionId('vc-ta'),
    input: {
      trustAuthorityCluster: 'domain-c101',
      provider,
      certificate,
      keySource: { type: 'PAIR', privateKey: canary(privateKey) },
    },
    reason: 'The old one runs out',
  };
}

async function registerToken(kind: string): Promise<ChangeRequest> {
  const { overflowToken, expandedAccessToken } = tokens.parse(
    await console.control('vc-91').call('GET', `/demo-tokens?case=${kind}`),
  );
  return {
    operation: 'vcenter.register-expanded-token',
    connectionId: console.connectionId('vc-91'),
    input: {
      overflowToken: canary(overflowToken),
      expandedAccessToken: canary(expandedAccessToken),
    },
    reason: 'The automation needs it',
  };
}

const CASES: [string, () => ChangeRequest | Promise<ChangeRequest>][] = [
  [
    'a derivation key that is taken',
    () =>
      newProvider(console, {
        keyDerivationKey: canary(randomBytes(32).toString('base64')),
      }),
  ],
  [
    'a derivation key that is refused',
    () => newProvider(console, { keyDerivationKey: canary() }),
  ],
  [
    'a derivation key of a call that fails',
    () =>
      newProvider(console, {
        provider: 'fail-500',
        keyDerivationKey: canary(randomBytes(32).toString('base64')),
      }),
  ],
  [
    'a derivation key of a lost answer',
    () =>
      newProvider(console, {
        provider: 'fail-drop',
        keyDerivationKey: canary(randomBytes(32).toString('base64')),
      }),
  ],
  [
    'KMIP passwords that are taken',
    () =>
      addServers(
        { server: 'kms-c.corp.example', username: 'u', password: canary() },
        { server: 'kms-d.corp.example', username: 'u', password: canary() },
      ),
  ],
  [
    'a KMIP password that is refused',
    () =>
      addServers({
        server: 'error-66060339.keyward.test',
        username: 'u',
        password: canary(),
      }),
  ],
  [
    'a KMIP password with a quote and an umlaut',
    () =>
      addServers({
        server: 'error-6.keyward.test',
        username: 'u',
        password: canary(`"Schlüssel\\${randomUUID()}`),
      }),
  ],
  ['a private key that is taken', () => replaceCertificate('kmip-prod')],
  [
    'a private key that is refused',
    () => replaceCertificate('fail-invalid-argument'),
  ],
  ['a private key whose task fails', () => replaceCertificate('fail-midway')],
];

describe('a secret of a change', () => {
  it.each(CASES)('is nowhere but at the target: %s', async (_what, make) => {
    const change = await submit(admin, await make());
    await readEverything({ change: change.id, task: null });
    await expectNoLeak();
    const approved = await approve(reviewer, change);
    const task = await endOf(admin, approved);
    await readEverything({ change: change.id, task: task.id });
    await expectNoLeak();
    expect(await sealedRows(change.id)).toBe(0);
  });

  it.each(['valid', 'expired', 'mismatched', 'no-overflow-claim', 'error'])(
    'that is a token is not even sealed: %s',
    async (kind) => {
      const answer = await trySubmit(admin, await registerToken(kind));
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from change_secret`.execute(console.db);
      expect(rows[0]?.count).toBe(0);
      const ids = z
        .object({ id: z.string(), taskId: z.string().nullable() })
        .safeParse(answer.body);
      const taskId = ids.data?.taskId ?? null;
      if (ids.data !== undefined && taskId !== null) {
        await endOf(admin, ids.data);
        await readEverything({ change: ids.data.id, task: taskId });
      }
      await expectNoLeak();
    },
  );

  it('is bound into the digest without revealing equality', async () => {
    const key = canary(randomBytes(32).toString('base64'));
    const [one, two] = [
      await submit(admin, newProvider(console, { keyDerivationKey: key })),
      await submit(admin, newProvider(console, { keyDerivationKey: key })),
    ];
    const rows = await console.db
      .selectFrom('change')
      .select('secrets')
      .where('id', 'in', [one.id, two.id])
      .execute();
    expect(JSON.stringify(rows[0]?.secrets)).not.toBe(
      JSON.stringify(rows[1]?.secrets),
    );
    await decide(reviewer, 'reject', one);
    await decide(reviewer, 'reject', two);
  });
});

async function sealedRows(changeId: string): Promise<number> {
  const rows = await console.db
    .selectFrom('change_secret')
    .select('sealed')
    .where('change_id', '=', changeId)
    .execute();
  return rows.length;
}

describe('a secret in a request that is refused', () => {
  it.each<[string, () => Promise<unknown>]>([
    [
      'a blocker',
      () =>
        trySubmit(
          admin,
          newProvider(console, {
            provider: 'nkp-cluster',
            keyDerivationKey: canary(),
          }),
        ),
    ],
    [
      'a field error beside it',
      () =>
        trySubmit(
          admin,
          newProvider(console, { provider: '', keyDerivationKey: canary() }),
        ),
    ],
    [
      'a field nobody knows',
      () => trySubmit(admin, newProvider(console, { secondKey: canary() })),
    ],
    [
      'the wrong type',
      () =>
        trySubmit(
          admin,
          newProvider(console, { keyDerivationKey: [canary()] }),
        ),
    ],
    [
      'a preview',
      () =>
        admin.call('POST', '/api/changes/preview', {
          operation: 'esx.create-native-provider',
          connectionId: console.connectionId('esx-01'),
          input: { provider: 'p', keyId: 'k', keyDerivationKey: canary() },
        }),
    ],
    [
      'no key',
      () =>
        trySubmit(
          admin,
          newProvider(console, { keyDerivationKey: canary() }),
          {},
        ),
    ],
    [
      'the wrong role',
      () =>
        trySubmit(
          helpdesk,
          newProvider(console, { keyDerivationKey: canary() }),
        ),
    ],
    [
      'nobody signed in',
      () =>
        console.send({
          method: 'POST',
          path: '/api/changes',
          headers: { ...PAGE_HEADERS, ...newKey() },
          body: JSON.stringify(
            newProvider(console, { keyDerivationKey: canary() }),
          ),
        }),
    ],
    [
      'text that breaks off',
      () =>
        console.send({
          method: 'POST',
          path: '/api/changes',
          headers: { ...PAGE_HEADERS, ...newKey(), cookie: admin.cookie },
          body: `{"input": {"keyDerivationKey": "${canary()}"`,
        }),
    ],
    [
      'a name twice',
      () =>
        console.send({
          method: 'POST',
          path: '/api/changes',
          headers: { ...PAGE_HEADERS, ...newKey(), cookie: admin.cookie },
          body: `{"a": "${canary()}", "a": 1}`,
        }),
    ],
    [
      'a member name',
      () =>
        admin.call('POST', '/api/changes/preview', {
          [`x${'y'.repeat(9)}`]: canary(),
        }),
    ],
    [
      'a wrong sign-in',
      () =>
        admin.call('POST', '/api/session', {
          username: 'admin',
          password: canary(),
        }),
    ],
    [
      'a target that echoes and fails',
      async () => {
        await console.control('esx-01').fault('status:500', { method: 'GET' });
        await trySubmit(
          admin,
          newProvider(console, { keyDerivationKey: canary() }),
        );
      },
    ],
    [
      'a private key in the certificate field',
      async () => {
        const request = await replaceCertificate('kmip-dr');
        const { certificate, keySource } = z
          .object({
            certificate: z.string(),
            keySource: z.object({ privateKey: z.string() }),
          })
          .parse(request.input);
        await trySubmit(admin, {
          ...request,
          input: {
            ...request.input,
            certificate: `${certificate}\n${keySource.privateKey}`,
          },
        });
      },
    ],
    [
      'a new connection whose pin is wrong',
      () =>
        admin.call('POST', '/api/connections', {
          name: 'n',
          kind: 'esx',
          host: '127.0.0.1',
          port: console.estate.simulators[0]?.port,
          trust: { mode: 'pin', sha256: '0'.repeat(64) },
          credential: { username: 'root', password: canary() },
          esxAuth: 'basic',
        }),
    ],
  ])('leaves no trace: %s', async (_what, ask) => {
    await ask();
    await expectNoLeak();
  });
});

describe('the password of a connection', () => {
  it('is never read back, also after it was renewed and tested wrong', async () => {
    const id = console.connectionId('ontap-01');
    const entry = console.estate.simulators.find(
      (each) => each.name === 'ontap-01',
    );
    const renew = (password: string) =>
      admin.call('PATCH', `/api/connections/${id}`, {
        credential: { username: entry?.username, password },
      });
    expect((await renew(canary())).status).toBe(200);
    const tested = await admin.call('POST', `/api/connections/${id}/test`, {});
    expect(tested.status).toBe(502);
    await admin.call('GET', `/api/connections/${id}`);
    await renew(entry?.password ?? '');
    await expectNoLeak();
  });
});

describe('the search for leaks', () => {
  it('finds a planted one in every spelling', () => {
    for (const spelled of canaries.values()) {
      for (const spelling of spelled) {
        expect(leakIn(`some text ${spelling} more`)).not.toBeNull();
      }
    }
    expect(canaries.size).toBeGreaterThan(25);
    expect(leakIn('some text')).toBeNull();
  });

  it('looks into every table and row', async () => {
    const planted = canary();
    const change = readChange(
      await trySubmit(admin, { ...newProvider(console), reason: planted }),
    );
    expect(leakIn(await databaseText(console.db))).not.toBeNull();
    expect(leakIn(console.answers.join('\n'))).not.toBeNull();
    await decide(reviewer, 'reject', change);
    canaries.delete(planted);
  });
});
