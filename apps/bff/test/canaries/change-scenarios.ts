import type { TaskDetail } from '@keyward/contract';
import { isFullScale } from '@keyward/database/test-figures';
import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';

import {
  approve,
  type ChangeRequest,
  decide,
  endOf,
  look,
  submit,
  taskWhen,
  trySubmit,
} from '../support/changes.ts';
import type { HeardRequest } from '../hostile/evil-gateway.ts';
import {
  encrypted,
  KEY_POINTER,
  supply,
} from '../late-secrets/late-changes.ts';
import { waitFor } from '../support/wait-for.ts';
import { sql } from 'kysely';
import {
  clientCertificate,
  derivationKey,
  expandedToken,
  keyServers,
  newPair,
  notePrivateKey,
} from './change-requests.ts';
import { readAbout } from './read-everything.ts';
import { quick, type Scenario, slow } from './scenario.ts';
import type { CanaryStage, TargetName } from './stage.ts';
import {
  echoing,
  type Prank,
  redirecting,
  resetting,
  silent,
} from './watched-target.ts';

/** Submits, reads, approves, waits for the end, reads again; what was sealed is gone then. */
async function carryOut(
  stage: CanaryStage,
  request: ChangeRequest,
): Promise<TaskDetail> {
  const { admin, reviewer } = stage;
  const change = await submit(admin, request);
  await readAbout(stage, change.id, null);
  const task = await endOf(admin, await approve(reviewer, change));
  await readAbout(stage, change.id, task.id);
  expect(await sealedRows(stage, change.id)).toBe(0);
  return task;
}

async function sealedRows(
  { db }: CanaryStage,
  changeId: string,
): Promise<number> {
  const rows = await db
    .selectFrom('change_secret')
    .select('id')
    .where('change_id', '=', changeId)
    .execute();
  return rows.length;
}

async function expectEnd(
  stage: CanaryStage,
  request: ChangeRequest,
  state: TaskDetail['state'],
): Promise<TaskDetail> {
  const task = await carryOut(stage, request);
  expect(task.state).toBe(state);
  return task;
}

/** The request that carries the secret, and no other. */
const SENDING: Record<'esx-01' | 'ontap-01' | 'vc-ta', Prank['when']> = {
  'esx-01': ({ method, path }: HeardRequest) =>
    method === 'POST' && path.endsWith('/kms/providers'),
  'ontap-01': ({ method, path }) =>
    method === 'POST' && path.includes('/key-servers'),
  'vc-ta': ({ method, path }) =>
    method !== 'GET' && path.includes('/client-certificate'),
};

const EVERY_TARGET = ['esx-01', 'ontap-01', 'vc-ta'] as const;

async function requestTo(
  stage: CanaryStage,
  name: TargetName,
): Promise<ChangeRequest> {
  if (name === 'esx-01') return derivationKey(stage);
  if (name === 'ontap-01') return keyServers(stage, nextServer());
  return clientCertificate(stage, await newPair(stage, 'private key (PKCS#8)'));
}

let servers = 0;
function nextServer(): string {
  servers += 1;
  return `kms-${String(servers)}.corp.example`;
}

/** The target does this with the request that carries the secret; where nothing was done, it may be sent once more. */
function pranked(
  name: string,
  targets: readonly (keyof typeof SENDING)[],
  prank: (when: Prank['when'], stage: CanaryStage) => Prank,
  make: typeof quick,
  ends: readonly TaskDetail['state'][] = [
    'succeeded',
    'failed',
    'outcome_unknown',
  ],
): Scenario {
  return make(name, async (stage) => {
    for (const target of targets) {
      stage.target(target).once(prank(SENDING[target], stage));
      const task = await carryOut(stage, await requestTo(stage, target));
      expect(stage.target(target).pending()).toBe(0);
      expect(ends).toContain(task.state);
    }
  });
}

export const CHANGE_SCENARIOS: readonly Scenario[] = [
  quick('every secret of every operation, taken', async (stage) => {
    await expectEnd(stage, derivationKey(stage), 'succeeded');
    await expectEnd(
      stage,
      keyServers(stage, nextServer(), nextServer()),
      'succeeded',
    );
    const pair = await newPair(stage, 'private key (PKCS#8)');
    await expectEnd(stage, clientCertificate(stage, pair), 'succeeded');
    const token = await trySubmit(
      stage.admin,
      await expandedToken(stage, 'valid'),
    );
    expect(token.status).toBeLessThan(300);
  }),
  slow('a private key as SEC1', async (stage) => {
    const pair = await newPair(stage, 'private key (SEC1)', 'sec1');
    await expectEnd(stage, clientCertificate(stage, pair), 'succeeded');
  }),
  quick(
    'private keys that are refused: another one, encrypted',
    async (stage) => {
      const { certificate, privateKey } = await newPair(
        stage,
        'private key (PKCS#8)',
      );
      const { privateKey: rsa } = generateKeyPairSync('rsa', {
        modulusLength: 2048,
      });
      const other = notePrivateKey(
        stage,
        'private key (PKCS#1)',
        String(rsa.export({ type: 'pkcs1', format: 'pem' })),
        null,
      );
      const locked = encrypted(privateKey);
      stage.book.note('encrypted private key', locked);
      for (const key of [other, locked]) {
        const answer = await trySubmit(
          stage.admin,
          clientCertificate(stage, { certificate, privateKey: key }),
        );
        expect(answer.status).toBe(422);
      }
    },
  ),
  quick('a private key in the field of the certificate', async (stage) => {
    const { certificate, privateKey } = await newPair(
      stage,
      'private key in a public field',
    );
    for (const text of [privateKey, `${certificate}\n${privateKey}`]) {
      const request = clientCertificate(stage, {
        certificate: text,
        privateKey,
      });
      const answer = await trySubmit(stage.admin, request);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('private_key_in_public_field');
    }
  }),
  quick('a private key that comes late', async (stage) => {
    const kind = 'private key that comes late';
    const right = await newPair(stage, kind);
    const wrong = await newPair(stage, `${kind}, another one`);
    const request = clientCertificate(stage, right);
    const change = await approve(
      stage.reviewer,
      await submit(stage.admin, {
        ...request,
        input: { ...request.input, keySource: { type: 'PAIR' } },
        secretDelivery: 'late',
      }),
    );
    for (const key of [wrong.privateKey, encrypted(right.privateKey)]) {
      stage.book.note(`${kind}, refused`, key);
      expect((await supply(stage.admin, change, key)).status).toBe(422);
    }
    const byReviewer = await stage.reviewer.call(
      'POST',
      `/api/changes/${change.id}/secrets`,
      { digest: change.digest, secrets: { [KEY_POINTER]: right.privateKey } },
    );
    expect(byReviewer.status).toBe(403);
    const supplied = await supply(stage.admin, change, right.privateKey);
    expect(supplied.status).toBe(200);
    const { taskId } = await look(stage.admin, change.id);
    expect((await endOf(stage.admin, { taskId })).state).toBe('succeeded');
    await readAbout(stage, change.id, taskId);
  }),
  slow('tokens of every kind', async (stage) => {
    for (const what of [
      'expired',
      'mismatched',
      'no-overflow-claim',
      'error',
    ]) {
      await trySubmit(stage.admin, await expandedToken(stage, what));
    }
  }),
  slow('a KMIP password with a quote and an umlaut', async (stage) => {
    const request = keyServers(stage, 'error-6.keyward.test');
    const password = `"Schlüssel\\${stage.book.make('KMIP password', 'ontap-01')}`;
    stage.book.note('KMIP password, not ASCII', password, 'ontap-01');
    const [server] = [
      { server: 'error-6.keyward.test', username: 'u', password },
    ];
    request.input['servers'] = [server];
    await expectEnd(stage, request, 'failed');
  }),
  ...[400, 401, 403, 404, 409, 500].map((status) =>
    pranked(
      `a target that refuses with ${String(status)} and repeats everything`,
      isFullScale ? EVERY_TARGET : ['ontap-01'],
      (when) => echoing(status, when),
      status === 500 ? quick : slow,
      // Who is not signed in signs in once more, and sends it again.
      status === 401
        ? ['succeeded', 'failed', 'outcome_unknown']
        : ['failed', 'outcome_unknown'],
    ),
  ),
  ...[302, 307, 308].map((status) =>
    pranked(
      `a target that sends the secret elsewhere with ${String(status)}`,
      isFullScale ? EVERY_TARGET : ['esx-01'],
      (when, { goal }) => redirecting(status, goal.port, when),
      status === 307 ? quick : slow,
    ),
  ),
  pranked(
    'a target that hangs up after it has everything',
    EVERY_TARGET,
    resetting,
    slow,
  ),
  pranked('a target that says nothing any more', ['esx-01'], silent, slow),
  slow('what the simulators make of their own words', async (stage) => {
    for (const provider of ['fail-500', 'fail-html', 'fail-nested']) {
      await expectEnd(stage, derivationKey(stage, { provider }), 'failed');
    }
    await expectEnd(
      stage,
      keyServers(stage, 'error-66060339.keyward.test'),
      'failed',
    );
    for (const provider of ['fail-invalid-argument', 'fail-midway']) {
      const pair = await newPair(stage, 'private key (PKCS#8)');
      await expectEnd(
        stage,
        clientCertificate(stage, pair, provider),
        'failed',
      );
    }
  }),
  slow('an outcome that nobody knows, settled by a person', async (stage) => {
    const task = await expectEnd(
      stage,
      derivationKey(stage, { provider: 'fail-drop' }),
      'outcome_unknown',
    );
    const secret = stage.book.make('secret in a wrong field');
    for (const body of [
      { outcome: 'applied', comment: ['x'], password: secret },
      { outcome: 'applied', comment: 'Seen on the host' },
    ]) {
      await stage.admin.call('POST', `/api/tasks/${task.id}/reconcile`, body);
    }
    const again = await taskWhen(
      stage.admin,
      task.id,
      ({ state }) => state === 'succeeded' || state === 'failed',
    );
    expect(again.state).toBe('succeeded');
  }),
  slow(
    'a task that is cancelled and one that is tried again',
    async (stage) => {
      const pair = await newPair(stage, 'private key (PKCS#8)');
      const change = await approve(
        stage.reviewer,
        await submit(stage.admin, clientCertificate(stage, pair, 'fail-slow')),
      );
      const { taskId } = change;
      if (taskId === null) throw new Error('There is no task.');
      const act = (action: string) =>
        stage.admin.call('POST', `/api/tasks/${taskId}/${action}`, {});
      await act('cancel');
      const task = await endOf(stage.admin, change);
      await act('retry');
      await readAbout(stage, change.id, task.id);
    },
  ),
  quick('changes that are withdrawn and rejected', async (stage) => {
    const { admin, reviewer } = stage;
    const withdrawn = await submit(admin, derivationKey(stage));
    const answer = await admin.call(
      'POST',
      `/api/changes/${withdrawn.id}/withdraw`,
      {},
    );
    expect(answer.status).toBe(200);
    const rejected = await submit(admin, keyServers(stage, nextServer()));
    expect((await decide(reviewer, 'reject', rejected)).status).toBe(200);
    for (const { id } of [withdrawn, rejected]) {
      await readAbout(stage, id, null);
      expect(await sealedRows(stage, id)).toBe(0);
    }
  }),
  slow(
    'a change whose time is over, and one whose target moved',
    async (stage) => {
      const { admin, reviewer, db } = stage;
      const late = await submit(admin, derivationKey(stage));
      // The same provider twice: whichever comes first moves the target under the other.
      const request = derivationKey(stage);
      const stale = await submit(admin, request);
      await expectEnd(stage, request, 'succeeded');
      await db
        .updateTable('change')
        .set({ guard_observed_at: sql<Date>`now() - interval '61 seconds'` })
        .where('id', '=', stale.id)
        .execute();
      expect((await decide(reviewer, 'approve', stale)).text).toContain(
        'change_stale',
      );
      await sql`update change set expires_at = now(), decide_by = now() where id = ${late.id}`.execute(
        db,
      );
      await waitFor(
        'the end of its time',
        async () => (await look(admin, late.id)).state === 'expired',
        40_000,
      );
      for (const { id } of [late, stale]) {
        await readAbout(stage, id, null);
        expect(await sealedRows(stage, id)).toBe(0);
      }
    },
  ),
];
