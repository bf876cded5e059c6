import type { ChangeDetail } from '@keyward/contract';
import { expect } from 'vitest';

import { approve, newProvider, submit } from '../support/changes.ts';
import { waitFor } from '../support/wait-for.ts';
import { at } from './open-site.ts';
import type { Arena } from './race-over-two.ts';
import type { Replica } from './start-replica.ts';

/** Approves many changes at once, half of them at each replica, and waits until all tasks have ended. */
export async function expectEachRunOnce(
  arena: Arena,
  count: number,
): Promise<void> {
  const requests = Array.from({ length: count }, () => newProvider(arena.host));
  const changes = [];
  for (const request of requests) {
    changes.push(await submit(arena.admin, request));
  }
  const approved = await Promise.all(
    changes.map((change, index) =>
      approve(
        at(arena.replicas[index % 2 === 0 ? 0 : 1], arena.reviewer),
        change,
      ),
    ),
  );
  const taskIds = approved.flatMap(({ taskId }) => taskId ?? []);
  await waitFor(
    'all tasks to succeed',
    async () => {
      const { rows } = await arena.site.pool.query<{ left: number }>(
        "select count(*)::int as left from task where id = any($1) and state <> 'succeeded'",
        [taskIds],
      );
      return rows[0]?.left === 0;
    },
    20_000 + 1_000 * count,
  );
  const { rows } = await arena.site.pool.query<{
    fence: number;
    intents: number;
  }>(
    `select fence, (select count(*)::int from task_intent where task_id = task.id) as intents
     from task where id = any($1)`,
    [taskIds],
  );
  // One claim, one sending: nobody took what another had.
  expect(rows).toEqual(taskIds.map(() => ({ fence: 1, intents: 1 })));
  const effects = await arena.site.control('esx-01').effects();
  for (const { input } of requests) {
    const made = effects.filter(({ object }) => object === input['provider']);
    expect(made).toHaveLength(1);
  }
}

/** The replica that holds a running task, by the process id in its lease. */
export async function holderOf(
  { site, replicas }: Arena,
  taskId: string,
): Promise<Replica> {
  return waitFor('somebody to hold the task', async () => {
    const row = await site.db
      .selectFrom('task')
      .select('lease_owner')
      .where('id', '=', taskId)
      .where('state', '=', 'running')
      .executeTakeFirst();
    const pid = row?.lease_owner?.split('/')[1];
    return replicas.find((each) => String(each.pid) === pid);
  });
}

const SERVICE_A2 = '6f1c3a52-7a1e-4c0f-9d0e-0d4f7c2b1a02';

/** An approved change whose target works on it for seconds. */
export async function slowTask({
  site,
  admin,
  reviewer,
}: Pick<Arena, 'site' | 'admin' | 'reviewer'>): Promise<ChangeDetail> {
  await site.control('vc-work').reset();
  const change = await submit(admin, {
    operation: 'vcenter.configure-cluster-kms-service',
    connectionId: await site.connectionId('vc-work'),
    input: {
      cluster: 'domain-c21',
      source: { type: 'SERVICE', service: SERVICE_A2 },
    },
    reason: 'Takes its time',
  });
  return approve(reviewer, change);
}

/** Waits until the target works on it, so that the call is over and its task is followed. */
export async function upstreamTask(
  { site }: Pick<Arena, 'site'>,
  taskId: string,
): Promise<void> {
  await waitFor('the target to work on it', async () => {
    const row = await site.db
      .selectFrom('task')
      .select('upstream_task_id')
      .where('id', '=', taskId)
      .executeTakeFirst();
    return row?.upstream_task_id;
  });
}
