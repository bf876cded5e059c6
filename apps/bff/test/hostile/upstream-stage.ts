import type { TaskDetail } from '@keyward/contract';
import { connection } from '@keyward/contract';
import { isFullScale } from '@keyward/database/test-figures';
import type { SimulatorEntry } from '@keyward/simulators';
import { DEFAULT_LIMITS, type UpstreamLimits } from '@keyward/upstream-http';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';

import {
  approve,
  type ChangeRequest,
  endOf,
  newProvider,
  submit,
} from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  type SimulatorName,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { manyAdmins } from '../support/many-people.ts';
import type { Person } from '../support/person.ts';
import {
  type EvilGateway,
  type Misbehaviour,
  portOf,
  startEvilGateway,
} from './evil-gateway.ts';

/** For who never answers in time; everybody else has the limits of production, however loaded the machine is. */
const SHORT = {
  connectMs: 900,
  headersMs: 900,
  bodyMs: 900,
  totalMs: 3_000,
};

const UNCHANGED = {
  connectMs: DEFAULT_LIMITS.connectMs,
  headersMs: DEFAULT_LIMITS.headersMs,
  bodyMs: DEFAULT_LIMITS.bodyMs,
  totalMs: DEFAULT_LIMITS.totalMs,
};

/** A target that can misbehave, and the console's connection to it. */
export interface EvilTarget {
  gateway: EvilGateway;
  connectionId: string;
  /** From now on it misbehaves like this, towards a client that knows nothing of it yet. */
  behave(misbehaviour: Misbehaviour | null): Promise<void>;
}

export interface UpstreamStage {
  console: ConsoleUnderTest;
  admin: Person;
  reviewer: Person;
  /** Somebody who may look at a connection and has not looked too often. */
  nextAdmin(): Promise<Person>;
  evil: Record<'esx' | 'vcenter', EvilTarget>;
  /** Honest, and heard whole. */
  good: EvilTarget;
  /** Where hostile answers point to. */
  goal: { port: number; connections(): number };
  /** A whole change on the honest target, from its form to its verification. */
  otherTask(): Promise<TaskDetail>;
  run(request: ChangeRequest): Promise<{ id: string; taskId: string }>;
  stop(): Promise<void>;
}

/** The console with three connections: two to targets that can misbehave, one to an honest target. */
export async function openUpstreamStage(): Promise<UpstreamStage> {
  // Each client takes them when it is made.
  const limits: Partial<UpstreamLimits> = {};
  const console = await startConsoleUnderTest({
    estate: ['vc-work', 'esx-01', 'esx-02'],
    taskSeconds: 0.4,
    env: {
      KEYWARD_EGRESS_ALLOW: '127.0.0.1:*',
      KEYWARD_EGRESS_ALLOW_LOOPBACK: '1',
    },
    limits,
  });
  const admin = await console.signIn('admin');
  const reviewer = await console.signIn('reviewer');
  const goal = await startGoal();

  async function evilTarget(name: SimulatorName): Promise<EvilTarget> {
    const entry = entryOf(console, name);
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
    const { id } = connection.parse(answer.body);
    return {
      gateway,
      connectionId: id,
      async behave(misbehaviour) {
        gateway.behave(null);
        const isShort = misbehaviour?.isSlow === true && !isFullScale;
        Object.assign(limits, isShort ? SHORT : UNCHANGED);
        // Another version of the connection is another client: no session, no socket and no limit is left of the last.
        await admin.call('PATCH', `/api/connections/${id}`, {
          description: randomUUID(),
        });
        gateway.behave(misbehaviour);
      },
    };
  }

  const vcenter = await evilTarget('vc-work');
  const esx = await evilTarget('esx-01');
  const good = await evilTarget('esx-02');

  async function run(
    request: ChangeRequest,
  ): Promise<{ id: string; taskId: string }> {
    const change = await submit(admin, request);
    const { taskId } = await approve(reviewer, change);
    return { id: change.id, taskId: taskId ?? '' };
  }

  return {
    console,
    admin,
    reviewer,
    nextAdmin: manyAdmins(console),
    evil: { esx, vcenter },
    good,
    goal,
    run,
    otherTask: async () =>
      endOf(
        admin,
        await run({ ...newProvider(console), connectionId: good.connectionId }),
      ),
    async stop() {
      await console.stop();
      for (const { gateway } of [vcenter, esx, good]) await gateway.close();
      await goal.close();
    },
  };
}

function entryOf(
  console: ConsoleUnderTest,
  name: SimulatorName,
): SimulatorEntry {
  const entry = console.estate.simulators.find((each) => each.name === name);
  if (entry === undefined) throw new Error(`${name} was not started.`);
  return entry;
}

/** A listener that nobody may ever connect to. */
async function startGoal(): Promise<
  UpstreamStage['goal'] & { close(): Promise<void> }
> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: portOf(server.address()),
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
