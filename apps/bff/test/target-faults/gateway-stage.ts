import { connection, type TaskDetail } from '@keyward/contract';
import { randomUUID } from 'node:crypto';

import type { ScenarioStage } from '../faults/scenarios.ts';
import { SCENARIOS, type Scenario } from '../faults/scenarios.ts';
import {
  type EvilGateway,
  type HeardRequest,
  type Misbehaviour,
  startEvilGateway,
} from '../hostile/evil-gateway.ts';
import { approve, lookAtTask, submit } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  type SimulatorName,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import type { Person } from '../support/person.ts';
import { waitFor } from '../support/wait-for.ts';

const LONGEST_TASK_MS = 120_000;
const END_STATES = new Set<string>([
  'succeeded',
  'failed',
  'cancelled',
  'outcome_unknown',
]);

/** An operation on a target, and the one request that changes something there. */
export interface TargetOperation {
  scenario: Scenario;
  on: SimulatorName;
  isMutation: (request: HeardRequest) => boolean;
}

const MUTATIONS: Record<string, (request: HeardRequest) => boolean> = {
  'vcenter.configure-cluster-kms-service': ({ method, path }) =>
    method === 'POST' && path.endsWith('/kms/services?vmw-task=true'),
  'ontap.add-key-servers': ({ method, path }) =>
    method === 'POST' && path.endsWith('/key-servers'),
  'esx.create-native-provider': ({ method, path }) =>
    method === 'POST' && path.endsWith('/kms/providers'),
  'vcenter.update-provider-client-certificate': ({ method, path }) =>
    method === 'PATCH' && path.includes('/client-certificate'),
  'vcenter.generate-provider-csr': ({ method, path }) =>
    method === 'POST' && path.includes('/client-certificate/csr'),
  'vcenter.register-expanded-token': ({ method, path }) =>
    method === 'POST' && path === '/api/vcenter/registered-tokens',
};

/** The six operations on targets. */
export const OPERATIONS_ON_TARGETS: readonly TargetOperation[] =
  SCENARIOS.flatMap((scenario) => {
    const isMutation = MUTATIONS[scenario.name];
    return isMutation === undefined || scenario.on === null
      ? []
      : [{ scenario, on: scenario.on, isMutation }];
  });

export interface Ended {
  task: TaskDetail;
  /** Requests that could change something, as the target heard them. */
  sent: number;
  effects: number;
}

export interface GatewayStage {
  console: ConsoleUnderTest;
  admin: Person;
  reviewer: Person;
  gateway(name: SimulatorName): EvilGateway;
  connectionId: (name: SimulatorName) => string;
  /** Carries out an operation while its target behaves like this. */
  run(
    operation: TargetOperation,
    misbehaviour: Misbehaviour | null,
  ): Promise<Ended>;
  /** The same up to the approval; the task goes on. */
  begin: (
    operation: TargetOperation,
    misbehaviour: Misbehaviour | null,
  ) => Promise<{ id: string; taskId: string | null }>;
  close(): Promise<void>;
}

/** The console, and between it and each simulator a gateway that can misbehave. */
export async function openGatewayStage(
  names: readonly SimulatorName[],
): Promise<GatewayStage> {
  const console = await startConsoleUnderTest({
    estate: names,
    taskSeconds: 0.3,
    env: {
      KEYWARD_EGRESS_ALLOW: '127.0.0.1:*',
      KEYWARD_EGRESS_ALLOW_LOOPBACK: '1',
    },
  });
  const admin = await console.signIn('admin');
  const reviewer = await console.signIn('reviewer');
  const behind = new Map<
    SimulatorName,
    { gateway: EvilGateway; connectionId: string }
  >();
  for (const name of names) {
    behind.set(name, await connectThrough(console, admin, name));
  }
  const at = (name: SimulatorName) => {
    const found = behind.get(name);
    if (found === undefined) throw new Error(`${name} was not started.`);
    return found;
  };
  const wishes: ScenarioStage = {
    connectionId: (name) => at(name).connectionId,
    control: (name) => console.control(name),
    db: console.db,
    people: () => ({ admin, reviewer }),
    simulators: console.estate.simulators,
  };

  const begin: GatewayStage['begin'] = async (operation, misbehaviour) => {
    const { gateway, connectionId } = at(operation.on);
    await console.control(operation.on).reset();
    gateway.behave(null);
    // Another version is another client: nothing is left of the last fault.
    await admin.call('PATCH', `/api/connections/${connectionId}`, {
      description: randomUUID(),
    });
    const { request } = await operation.scenario.wish(wishes);
    const isAtOnce =
      operation.scenario.name === 'vcenter.register-expanded-token';
    if (isAtOnce) gateway.behave(misbehaviour);
    const change = await submit(admin, request);
    if (isAtOnce) return change;
    gateway.behave(misbehaviour);
    return approve(reviewer, change);
  };
  return {
    console,
    admin,
    reviewer,
    gateway: (name) => at(name).gateway,
    connectionId: wishes.connectionId,
    begin,
    async run(operation, misbehaviour) {
      const { gateway } = at(operation.on);
      const { taskId } = await begin(operation, misbehaviour);
      // A target that forgot its task is looked at for half a minute.
      const task = await waitFor(
        'the task to end',
        async () => {
          const now = await lookAtTask(admin, taskId ?? '');
          return END_STATES.has(now.state) && now;
        },
        LONGEST_TASK_MS,
      );
      const sent = gateway.heard.filter(operation.isMutation).length;
      gateway.behave(null);
      if (task.state === 'outcome_unknown') {
        await admin.call('POST', `/api/tasks/${task.id}/reconcile`, {
          outcome: 'not_applied',
          comment: 'Looked at the target',
        });
      }
      const effects = (await console.control(operation.on).effects()).length;
      return { task, sent, effects };
    },
    async close() {
      await console.stop();
      for (const { gateway } of behind.values()) await gateway.close();
    },
  };
}

async function connectThrough(
  console: ConsoleUnderTest,
  admin: Person,
  name: SimulatorName,
): Promise<{ gateway: EvilGateway; connectionId: string }> {
  const entry = console.estate.simulators.find((each) => each.name === name);
  if (entry === undefined) throw new Error(`${name} was not started.`);
  const gateway = await startEvilGateway(entry);
  const answer = await admin.call('POST', '/api/connections', {
    name: `gateway to ${name}`,
    kind: entry.kind,
    host: '127.0.0.1',
    port: gateway.port,
    trust: { mode: 'pin', sha256: gateway.sha256 },
    credential: { username: entry.username, password: entry.password },
    ...(entry.esxAuth === undefined ? {} : { esxAuth: entry.esxAuth }),
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return { gateway, connectionId: connection.parse(answer.body).id };
}
