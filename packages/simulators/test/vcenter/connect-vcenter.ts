import { Secret } from '@keyward/secrets';
import { createEgressGuard } from '@keyward/upstream-http';
import { createVcenterClient, UpstreamError } from '@keyward/vcenter-client';
import type {
  TaskInfo,
  VcenterClient,
  VcenterClientOptions,
} from '@keyward/vcenter-client';
import { setTimeout as wait } from 'node:timers/promises';

import type { SimulatorEntry } from '../../src/index.ts';

export const loopback = createEgressGuard({
  allow: [{ cidr: '127.0.0.1/32', ports: 'any' }],
  allowLoopback: true,
});

/** A real client of a simulated vCenter, pinned to its certificate. */
export function connectVcenter(
  entry: SimulatorEntry,
  changes: Partial<VcenterClientOptions> = {},
): VcenterClient {
  const { host, port, sha256, certificatePem, username, password } = entry;
  return createVcenterClient({
    host,
    port,
    trust: { mode: 'pin', sha256, certificatePem },
    egress: loopback,
    credential: { username, password: new Secret(password) },
    ...changes,
  });
}

export const noSecrets: ReadonlyMap<string, Secret> = new Map();

/** The UpstreamError of an attempt that must fail. */
export async function failureOf(
  attempt: Promise<unknown>,
): Promise<UpstreamError> {
  const outcome: unknown = await attempt.then(
    () => new Error('the attempt succeeded'),
    (error: unknown) => error,
  );
  if (outcome instanceof UpstreamError) return outcome;
  throw outcome;
}

/** The task once it has ended, with every progress figure seen on the way. */
export async function endOf(
  client: VcenterClient,
  id: string,
): Promise<{ task: TaskInfo; completed: number[]; statuses: Set<string> }> {
  const completed: number[] = [];
  const statuses = new Set<string>();
  for (;;) {
    const task = await client.tasks.get(id);
    statuses.add(task.status);
    if (task.progress) completed.push(task.progress.completed);
    if (task.status === 'SUCCEEDED' || task.status === 'FAILED') {
      return { task, completed, statuses };
    }
    await wait(20);
  }
}
