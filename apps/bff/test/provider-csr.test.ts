import {
  type ChangeDetail,
  type EstateItem,
  ESTATE_ITEMS,
  type Preview,
  preview,
  type Problem,
} from '@keyward/contract';
import { readCsr } from '@keyward/pki';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  approve,
  type ChangeRequest,
  decide,
  endOf,
  lookAtTask,
  submit,
  trySubmit,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { holdTask } from './support/held-task.ts';
import { waitForLockQueue } from './support/lock-queue.ts';
import { type Person, problemOf } from './support/person.ts';
import type { Answer } from './support/send.ts';

const CLUSTER = 'domain-c101';

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let helpdesk: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({
    estate: ['vc-ta'],
    taskSeconds: 0.3,
  });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  helpdesk = await console.signIn('helpdesk');
});
afterAll(() => console.stop());

/** Nothing is open from the test before, and the vCenter is as it was. */
beforeEach(async () => {
  await console.db
    .updateTable('change')
    .set({ state: 'withdrawn', waiting_for: null })
    .where('state', 'in', ['pending', 'approved', 'running'])
    .execute();
  await console.control('vc-ta').reset();
});

function generate(provider = 'kmip-dr'): ChangeRequest {
  return {
    operation: 'vcenter.generate-provider-csr',
    connectionId: console.connectionId('vc-ta'),
    input: { trustAuthorityCluster: CLUSTER, provider },
    reason: 'The key shall never travel',
  };
}

function install(
  certificate: string,
  keySource: Record<string, unknown> = { type: 'CSR' },
): ChangeRequest {
  return {
    operation: 'vcenter.update-provider-client-certificate',
    connectionId: console.connectionId('vc-ta'),
    input: {
      trustAuthorityCluster: CLUSTER,
      provider: 'kmip-dr',
      certificate,
      keySource,
    },
    reason: 'Signed by our CA',
  };
}

/** What a CA answers to the provider's last CSR. */
async function signedAnswer(): Promise<string> {
  const made = await console
    .control('vc-ta')
    .call('GET', `/demo-certificate?cluster=${CLUSTER}&provider=kmip-dr`);
  return z.object({ certificate: z.string() }).parse(made).certificate;
}

async function previewOf(request: ChangeRequest): Promise<Preview> {
  const { operation, connectionId, input } = request;
  const answer = await admin.call('POST', '/api/changes/preview', {
    operation,
    connectionId,
    input,
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return preview.parse(answer.body);
}

async function estateCsr(
  person: Person,
): Promise<EstateItem<'key-providers'>['csr']> {
  const { body } = await person.call(
    'GET',
    `/api/connections/${console.connectionId('vc-ta')}/estate/key-providers?wait=20`,
  );
  const { items } = z
    .object({ items: z.array(ESTATE_ITEMS['key-providers']) })
    .parse(body);
  return items.find((each) => each.name === 'kmip-dr')?.csr ?? null;
}

function conflictIn(answer: Answer): Problem {
  const problem = problemOf(answer);
  expect({ status: answer.status, code: problem.code }).toEqual({
    status: 422,
    code: 'preflight_failed',
  });
  expect(problem.fieldErrors?.map((each) => each.code)).toEqual([
    'no-open-conflict',
  ]);
  return problem;
}

function reopen(change: ChangeDetail, state: 'pending' | 'running') {
  return console.db
    .updateTable('change')
    .set({ state })
    .where('id', '=', change.id)
    .execute();
}

function withdraw(change: ChangeDetail) {
  return admin.call('POST', `/api/changes/${change.id}/withdraw`, {});
}

describe('a key that vCenter makes', () => {
  it('is asked for, approved, handed out as a CSR and answered, without any key on the way', async () => {
    const before = await estateCsr(admin);
    const planned = await previewOf(generate());
    expect(planned.plan.sentences.join(' ')).toContain(
      `public key SHA-256 ${before?.publicKeySha256 ?? 'none'}, is overwritten`,
    );
    const change = await submit(admin, generate());
    expect(change.risk).toBe('standard');
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('succeeded');
    expect(task.verification).toMatchObject({
      level: 'partial',
      proved: [
        expect.stringContaining('has a new CSR'),
        'It is the one that vCenter’s task returned.',
      ],
      notProved: [expect.stringContaining('never leaves vCenter')],
    });
    const made = task.verification?.made?.[0];
    const csr = await readCsr(made?.text ?? '');
    expect(csr.publicKeySha256).not.toBe(before?.publicKeySha256);
    expect(await estateCsr(reviewer)).toEqual({
      subject: csr.subject,
      keyType: 'EC P-256',
      publicKeySha256: csr.publicKeySha256,
      pem: made?.text,
    });
    expect((await lookAtTask(helpdesk, task.id)).verification?.made).toBe(
      undefined,
    );

    const answer = await submit(admin, install(await signedAnswer()));
    const installed = await endOf(admin, await approve(reviewer, answer));
    expect(installed.verification?.level).toBe('full');
  });

  it('is found when the answer to the call is lost', async () => {
    const change = await submit(admin, generate());
    await console
      .control('vc-ta')
      .fault('reset_before_answer', { times: 1, method: 'POST', path: '/csr' });
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('succeeded');
    const effects = await console.control('vc-ta').effects();
    expect(
      effects.filter(
        (each) => each.operation === 'client-certificate.csr.create',
      ),
    ).toHaveLength(1);
  });

  it('is found when vCenter forgets the task, and says what cannot be told then', async () => {
    const change = await submit(admin, generate('fail-forgotten'));
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('succeeded');
    expect(task.verification).toMatchObject({
      level: 'partial',
      notProved: [
        'That it is the one this change made: its task’s result was lost.',
        expect.stringContaining('never leaves vCenter'),
      ],
    });
  });

  it.each([
    [
      'fail-unauthorized',
      'UNAUTHORIZED',
      'Keyward’s account lacks TrustedAdmin.ManageKMSTrust.',
    ],
    [
      'fail-invalid-argument',
      'INVALID_ARGUMENT',
      'vCenter refused the trust authority cluster or the provider.',
    ],
    ['fail-error', 'ERROR', 'vCenter reported an unspecified error.'],
  ])('that %s refuses is explained', async (provider, code, sentence) => {
    const change = await submit(admin, generate(provider));
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task).toMatchObject({
      state: 'failed',
      explanation: { code, sentence },
    });
  });

  it('is contradicted when the provider does not have the CSR that its task handed out', async () => {
    const change = await submit(admin, generate());
    await console
      .control('vc-ta')
      .fault('lie', { times: 1, method: 'POST', path: '/csr' });
    const task = await endOf(admin, await approve(reviewer, change));
    expect(task.state).toBe('failed');
    expect(task.verification).toMatchObject({
      level: 'none',
      contradiction: 'The provider still has the CSR that it had before.',
    });
    expect(task.verification?.made).toBe(undefined);
  });

  it('goes stale when somebody makes a CSR past the console while it waits', async () => {
    const first = await submit(admin, generate());
    const other = await endOf(admin, await approve(reviewer, first));
    expect(other.state).toBe('succeeded');
    const waiting = await submit(admin, generate());
    // The vCenter forgets the CSR that the plan names and has its first one again.
    await console.control('vc-ta').reset();
    const task = await endOf(admin, await approve(reviewer, waiting));
    expect(task).toMatchObject({ state: 'failed', failureKind: 'stale' });
  });
});

describe('open changes about one CSR', () => {
  it('do not overwrite a CSR that an open change answers', async () => {
    const answer = await submit(admin, install(await signedAnswer()));
    const problem = conflictIn(await trySubmit(admin, generate()));
    expect(problem.detail).toBe(
      `${answer.reference} is open and answers the CSR of key provider kmip-dr. Each new CSR overwrites the last one, so a signed answer that is on its way would become useless. Wait until it has ended, or have it withdrawn.`,
    );
    const planned = await previewOf(generate());
    expect(
      planned.checks.find((each) => each.id === 'no-open-conflict'),
    ).toMatchObject({ severity: 'blocker', passed: false, field: '/provider' });

    await withdraw(answer);
    expect((await trySubmit(admin, generate())).status).toBe(201);
  });

  it('do not ask for two CSRs of one provider, nor answer one that is to be replaced', async () => {
    const certificate = await signedAnswer();
    const first = await submit(admin, generate());
    expect(conflictIn(await trySubmit(admin, generate())).detail).toContain(
      `${first.reference} is open and makes a new CSR for key provider kmip-dr.`,
    );
    expect(
      conflictIn(await trySubmit(admin, install(certificate))).detail,
    ).toContain(first.reference);
  });

  it('leave other providers, and certificates that bring their key, alone', async () => {
    await submit(admin, generate());
    expect((await trySubmit(admin, generate('kmip-prod'))).status).toBe(201);
    const pair = z
      .object({ certificate: z.string(), privateKey: z.string() })
      .parse(await console.control('vc-ta').call('GET', '/demo-certificate'));
    const { certificate, privateKey } = pair;
    expect(
      (
        await trySubmit(
          admin,
          install(certificate, { type: 'PAIR', privateKey }),
        )
      ).status,
    ).toBe(201);
  });

  it.each([
    ['a new CSR and the answer to the last', false],
    ['two new CSRs', true],
  ])(
    'are stored one after the other: of %s that come at once, one is refused',
    async (_name, twice) => {
      const other = twice ? generate() : install(await signedAnswer());
      const connectionId = console.connectionId('vc-ta');
      // Both have passed every check of the preflight when the connection's row is let go.
      const gate = await console.pool.connect();
      await gate.query('begin');
      await gate.query('select from connection where id = $1 for update', [
        connectionId,
      ]);
      const both = [trySubmit(admin, generate()), trySubmit(admin, other)];
      await waitForLockQueue(console, 2);
      await gate.query('commit');
      gate.release();
      const answers = await Promise.all(both);
      expect(answers.map((each) => each.status).sort()).toEqual([201, 422]);
      conflictIn(answers.find((each) => each.status === 422) as Answer); // one of the two is, by the line before
      const open = await console.db
        .selectFrom('change')
        .select('id')
        .where('state', '=', 'pending')
        .execute();
      expect(open).toHaveLength(1);
    },
  );

  it('are not approved beside each other, whatever brought them back', async () => {
    const answer = await submit(admin, install(await signedAnswer()));
    await withdraw(answer);
    const change = await submit(admin, generate());
    await reopen(answer, 'pending');
    expect(
      conflictIn(await decide(reviewer, 'approve', change)).detail,
    ).toContain(answer.reference);
    expect((await decide(reviewer, 'reject', answer)).status).toBe(200);
    expect((await decide(reviewer, 'approve', change)).status).toBe(200);
  });

  it('do not run beside each other: the one that starts later sends nothing', async () => {
    const answer = await submit(admin, install(await signedAnswer()));
    await withdraw(answer);
    const held = await holdTask(
      console,
      { requester: admin, approver: reviewer },
      generate(),
      'vc-ta',
    );
    await reopen(answer, 'running');
    await held.letGo();
    const task = await endOf(admin, held.change);
    expect(task).toMatchObject({
      state: 'failed',
      failureKind: 'stale',
      explanation: { code: 'open_conflict' },
    });
    expect(task.explanation?.sentence).toContain(answer.reference);
    expect(await console.control('vc-ta').effects()).toEqual([]);
  });
});
