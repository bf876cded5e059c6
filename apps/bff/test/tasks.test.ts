import { type TaskObservation, taskObservation } from '@keyward/contract';
import { ONTAP_KEY_MANAGERS } from '@keyward/simulators';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  approve,
  type ChangeRequest,
  decide,
  endOf,
  look,
  lookAtTask,
  newProvider,
  submit,
  taskWhen,
} from './support/changes.ts';
import {
  type ConsoleUnderTest,
  type SimulatorName,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { holdTask } from './support/held-task.ts';
import { type Person, problemOf, refusalOf } from './support/person.ts';
import type { Answer } from './support/send.ts';

const ESTATE: SimulatorName[] = ['esx-01', 'ontap-01', 'vc-work'];

let console: ConsoleUnderTest;
let admin: Person;
let reviewer: Person;
let helpdesk: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ESTATE });
  admin = await console.signIn('admin');
  reviewer = await console.signIn('reviewer');
  helpdesk = await console.signIn('helpdesk');
});
afterAll(() => console.stop());
beforeEach(async () => {
  for (const name of ESTATE) await console.control(name).reset();
});

function addServers(...servers: string[]): ChangeRequest {
  return {
    operation: 'ontap.add-key-servers',
    connectionId: console.connectionId('ontap-01'),
    input: {
      keyManager: ONTAP_KEY_MANAGERS.finance,
      servers: servers.map((server) => ({ server })),
    },
    reason: 'More key servers',
  };
}

function configureCluster(service: string): ChangeRequest {
  return {
    operation: 'vcenter.configure-cluster-kms-service',
    connectionId: console.connectionId('vc-work'),
    input: { cluster: 'domain-c21', source: { type: 'SERVICE', service } },
    reason: 'The cluster gets its keys',
  };
}

async function run(
  request: ChangeRequest,
): Promise<{ id: string; taskId: string }> {
  const change = await submit(admin, request);
  const { taskId } = await approve(reviewer, change);
  return { id: change.id, taskId: taskId ?? '' };
}

function act(
  person: Person,
  taskId: string,
  action: 'cancel' | 'retry' | 'reconcile',
  body: unknown = {},
): Promise<Answer> {
  return person.call('POST', `/api/tasks/${taskId}/${action}`, body);
}

async function secretsOf(id: string): Promise<number> {
  const rows = await console.db
    .selectFrom('change_secret')
    .select('id')
    .where('change_id', '=', id)
    .execute();
  return rows.length;
}

describe('a task that goes well', () => {
  it('runs its steps in order, proves what can be read back and names what cannot', async () => {
    const change = await run(newProvider(console));
    const task = await endOf(helpdesk, change);
    expect(task).toMatchObject({
      state: 'succeeded',
      failureKind: null,
      approvedBy: [expect.objectContaining({ username: 'reviewer' })],
      verification: { level: 'partial' },
    });
    expect(task.steps.map((step) => [step.key, step.state])).toEqual([
      ['check', 'done'],
      ['apply', 'done'],
      ['verify', 'done'],
    ]);
    const full = await lookAtTask(admin, change.taskId);
    expect(full.verification?.notProved.join()).toContain('derivation key');
    expect((await look(admin, change.id)).state).toBe('succeeded');
    expect(await secretsOf(change.id)).toBe(0);
    expect(await console.control('esx-01').effects()).toHaveLength(1);
  });

  it('follows the target’s own task with its progress', async () => {
    const { services } = await serviceIds();
    const change = await run(configureCluster(services[0] ?? ''));
    const task = await endOf(admin, change);
    expect(task).toMatchObject({
      state: 'succeeded',
      verification: { level: 'full' },
      upstreamTaskId: expect.any(String) as string,
      upstreamResult: expect.any(String) as string,
    });
    expect(task.steps.map((step) => step.key)).toEqual([
      'check',
      'apply',
      'await_upstream',
      'verify',
    ]);
  });

  it('sends several servers in one call', async () => {
    const change = await run(
      addServers('kms-a.corp.example', 'KMS-B.corp.example:5697'),
    );
    expect((await endOf(admin, change)).verification?.level).toBe('full');
    const posts = (await console.control('ontap-01').requests()).filter(
      ({ method, path }) => method === 'POST' && path.includes('key-servers'),
    );
    expect(posts).toHaveLength(1);
  });
});

async function serviceIds(): Promise<{ services: string[] }> {
  const connection = console.connectionId('vc-work');
  const answer = await admin.call(
    'GET',
    `/api/connections/${connection}/estate/key-provider-services?wait=20`,
  );
  const ids = [...answer.text.matchAll(/"id":"([0-9a-f-]{36})"/g)];
  return { services: ids.map((match) => match[1] ?? '') };
}

describe('a target that refuses', () => {
  it.each([
    ['error-65536038.keyward.test', '65536038'],
    ['error-66060339.keyward.test', '66060339'],
    ['error-4.keyward.test', '4'],
  ])(
    'fails the task with its code in plain words: %s',
    async (server, code) => {
      const change = await run(addServers(server));
      const task = await endOf(admin, change);
      expect(task).toMatchObject({
        state: 'failed',
        failureKind: 'refused',
        upstream: { system: 'ontap', code },
      });
      expect(task.explanation?.sentence.length).toBeGreaterThan(10);
      expect(task.explanation?.nextStep.length).toBeGreaterThan(10);
      expect((await look(admin, change.id)).state).toBe('failed');
      expect(await console.control('ontap-01').effects()).toEqual([]);
    },
  );

  it('half-way fails the task of the console as well', async () => {
    const change = await run(configureCluster('svc-fail-midway'));
    expect(await endOf(admin, change)).toMatchObject({
      state: 'failed',
      failureKind: 'upstream_failed',
    });
  });

  it.each([
    'unauthorized',
    'invalid-argument',
    'html',
    'empty',
    'other-status',
    'nested',
  ])('never lends the console its status: %s', async (word) => {
    const change = await run(configureCluster(`svc-fail-${word}`));
    const task = await endOf(admin, change);
    expect(['failed', 'outcome_unknown']).toContain(task.state);
    expect(task.explanation).not.toBeNull();
    const answer = await helpdesk.call('GET', `/api/tasks/${task.id}`);
    expect(answer.status).toBe(200);
  });
});

describe('a target that lies', () => {
  it('is found out by reading back', async () => {
    const change = await run(addServers('lie.keyward.test'));
    const task = await endOf(admin, change);
    expect(task).toMatchObject({ state: 'failed', failureKind: 'verify' });
    expect(task.verification?.contradiction).toContain('not among');
    expect((await look(admin, change.id)).state).toBe('failed');
  });

  it('by a little is found out too', async () => {
    const request = addServers('altered.keyward.test');
    const change = await run({
      ...request,
      input: {
        ...request.input,
        servers: [{ server: 'altered.keyward.test', timeoutSeconds: 10 }],
      },
    });
    const task = await endOf(admin, change);
    expect(task).toMatchObject({ state: 'failed', failureKind: 'verify' });
    expect(task.verification?.contradiction).toContain('another timeout');
  });
});

describe('an answer that is lost', () => {
  it('is settled by looking at the target, which is sent nothing twice', async () => {
    const change = await run(addServers('drop.keyward.test'));
    expect((await endOf(admin, change)).state).toBe('succeeded');
    expect(await console.control('ontap-01').effects()).toHaveLength(1);
  });

  it('whose effect cannot be told apart leaves the outcome to a person', async () => {
    const change = await run(newProvider(console, { provider: 'fail-drop' }));
    const task = await endOf(admin, change);
    expect(task.state).toBe('outcome_unknown');
    expect(task.actions['reconcile']?.allowed).toBe(true);
    expect((await look(admin, change.id)).state).toBe('outcome_unknown');
    expect(await secretsOf(change.id)).toBe(0);
    expect(await console.control('esx-01').effects()).toHaveLength(1);
  });
});

async function unknownOutcome(): Promise<{ id: string; taskId: string }> {
  const change = await run(newProvider(console, { provider: 'fail-drop' }));
  expect((await endOf(admin, change)).state).toBe('outcome_unknown');
  return change;
}

describe('looking at a change whose outcome nobody knows', () => {
  async function observe(
    taskId: string,
    person = admin,
  ): Promise<TaskObservation> {
    const answer = await person.call('GET', `/api/tasks/${taskId}/observation`);
    if (answer.status !== 200) throw new Error(answer.text);
    return taskObservation.parse(answer.body);
  }

  it('says when it was sent and what the target shows now, and changes nothing', async () => {
    const change = await unknownOutcome();
    const before = await lookAtTask(admin, change.taskId);
    const { sendings, target } = await observe(change.taskId);
    expect(sendings).toMatchObject([
      { attempt: 1, fence: 1, outcome: 'unknown' },
    ]);
    expect(target).toMatchObject({
      read: true,
      finding: 'unknown',
      why: expect.stringContaining('cannot be compared') as string,
      verification: { level: 'partial' },
      moved: [{ pointer: '/existing', before: null }],
    });
    expect(await lookAtTask(admin, change.taskId)).toEqual(before);
    expect(await console.control('esx-01').effects()).toHaveLength(1);
  });

  it('reads the target itself each time', async () => {
    const change = await unknownOutcome();
    await observe(change.taskId);
    await console.control('esx-01').reset();
    expect((await observe(change.taskId)).target).toMatchObject({
      read: true,
      finding: 'not_applied',
      verification: { contradiction: expect.any(String) as string },
      moved: [],
    });
  });

  it('says why when the target cannot be read', async () => {
    const change = await unknownOutcome();
    await console
      .control('esx-01')
      .fault('reset_before_work', { times: 50, method: 'GET' });
    const { sendings, target } = await observe(change.taskId);
    expect(sendings).toHaveLength(1);
    expect(target).toMatchObject({
      read: false,
      explanation: { code: 'upstream_unreachable' },
    });
  });

  it('is for who may say what happened, and only while nobody knows', async () => {
    const change = await unknownOutcome();
    const path = `/api/tasks/${change.taskId}/observation`;
    for (const person of [helpdesk, reviewer]) {
      const answer = await person.call('GET', path);
      expect(problemOf(answer).code).toBe('forbidden');
      expect(answer.text).not.toContain('fail-drop');
    }
    await act(admin, change.taskId, 'reconcile', {
      outcome: 'not_applied',
      comment: 'Nothing there',
    });
    expect(problemOf(await admin.call('GET', path)).code).toBe('invalid_state');
  });
});

describe('reconciling', () => {
  it('as applied reads it back, and only then it succeeded', async () => {
    const change = await unknownOutcome();
    const answer = await act(admin, change.taskId, 'reconcile', {
      outcome: 'applied',
      comment: 'Seen on the host',
    });
    expect(answer.status).toBe(200);
    const task = await endOf(admin, change);
    expect(task).toMatchObject({
      state: 'succeeded',
      verification: { level: 'partial' },
    });
    expect((await look(admin, change.id)).state).toBe('succeeded');
    expect(await console.control('esx-01').effects()).toHaveLength(1);
  });

  it('as applied what is not there fails', async () => {
    const change = await unknownOutcome();
    await console.control('esx-01').reset();
    await act(admin, change.taskId, 'reconcile', {
      outcome: 'applied',
      comment: 'I think so',
    });
    expect(await endOf(admin, change)).toMatchObject({
      state: 'failed',
      failureKind: 'verify',
    });
  });

  it('as not applied ends it', async () => {
    const change = await unknownOutcome();
    await act(admin, change.taskId, 'reconcile', {
      outcome: 'not_applied',
      comment: 'Nothing there',
    });
    expect(await lookAtTask(admin, change.taskId)).toMatchObject({
      state: 'failed',
      failureKind: 'reconciled',
    });
    expect((await look(admin, change.id)).state).toBe('failed');
    const { row } = await console.db
      .selectFrom('audit')
      .select('row')
      .where('code', '=', 'task.reconciled')
      .where('object', '=', change.taskId)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      detail: expect.stringContaining('Nothing there') as string,
    });
  });

  it('wants an outcome and a comment', async () => {
    const change = await unknownOutcome();
    for (const [body, field] of [
      [{ comment: 'x' }, '/outcome'],
      [{ outcome: 'maybe', comment: 'x' }, '/outcome'],
      [{ outcome: 'applied' }, '/comment'],
      [{ outcome: 'applied', comment: ' ' }, '/comment'],
    ] as const) {
      const answer = await act(admin, change.taskId, 'reconcile', body);
      expect(refusalOf(answer)).toEqual({
        code: 'validation_failed',
        fields: [field],
      });
    }
  });

  it('twice at once counts once', async () => {
    const change = await unknownOutcome();
    const answers = await Promise.all(
      (['applied', 'not_applied', 'not_applied'] as const).map((outcome) =>
        act(admin, change.taskId, 'reconcile', { outcome, comment: 'x' }),
      ),
    );
    const refused = answers.filter((each) => each.status !== 200);
    expect(refused.map((each) => problemOf(each).code)).toEqual([
      'invalid_state',
      'invalid_state',
    ]);
  });
});

describe('cancelling', () => {
  it('ends a task that has sent nothing, with its change and secrets', async () => {
    const held = await holdTask(
      console,
      { requester: admin, approver: reviewer },
      newProvider(console),
    );
    const answer = await act(admin, held.task.id, 'cancel');
    expect(answer.status).toBe(200);
    expect((await endOf(admin, held.change)).state).toBe('cancelled');
    expect((await look(admin, held.change.id)).state).toBe('cancelled');
    expect(await secretsOf(held.change.id)).toBe(0);
    await held.letGo();
    expect(problemOf(await act(admin, held.task.id, 'retry')).code).toBe(
      'invalid_state',
    );
    expect(await console.control('esx-01').effects()).toEqual([]);
  });

  it('asks the target to cancel while its task runs', async () => {
    const change = await run(configureCluster('svc-fail-slow'));
    await taskWhen(
      admin,
      change.taskId,
      (task) => task.upstreamTaskId !== null,
    );
    expect((await act(admin, change.taskId, 'cancel')).status).toBe(200);
    const task = await endOf(admin, change);
    expect(task.state).toBe('cancelled');
    expect((await look(admin, change.id)).state).toBe('cancelled');
  });

  it('is too late for what has ended', async () => {
    const change = await run(newProvider(console));
    await endOf(admin, change);
    for (const action of ['cancel', 'retry'] as const) {
      const answer = await act(admin, change.taskId, action);
      expect(problemOf(answer).code).toBe('invalid_state');
    }
    const answer = await act(admin, change.taskId, 'reconcile', {
      outcome: 'applied',
      comment: 'x',
    });
    expect(problemOf(answer).code).toBe('invalid_state');
  });
});

describe('trying again', () => {
  it('resumes a task that waits for its target, once', async () => {
    const held = await holdTask(
      console,
      { requester: admin, approver: reviewer },
      newProvider(console),
    );
    expect(held.task.standing).toBe('Waiting to try again.');
    await held.letGo();
    expect((await endOf(admin, held.change)).state).toBe('succeeded');
    expect(await console.control('esx-01').effects()).toHaveLength(1);
  });

  it('is refused once the change has expired', async () => {
    const held = await holdTask(
      console,
      { requester: admin, approver: reviewer },
      newProvider(console),
    );
    await console.db
      .updateTable('change')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('id', '=', held.change.id)
      .execute();
    const answer = await act(admin, held.task.id, 'retry');
    expect(problemOf(answer).code).toBe('invalid_state');
    await console.control('esx-01').reset();
    expect((await endOf(admin, held.change)).state).toBe('failed');
    expect(await console.control('esx-01').effects()).toEqual([]);
  });
});

describe('a task', () => {
  it('belongs to its change: nobody approves it a second time', async () => {
    const change = await run(newProvider(console));
    const { digest } = await look(admin, change.id);
    await endOf(admin, change);
    const answer = await decide(reviewer, 'approve', { id: change.id, digest });
    expect(problemOf(answer).code).toBe('already_decided');
  });
});
