import { digestOf } from '@keyward/approval-proof';
import type { OperationId } from '@keyward/contract';
import {
  commitment,
  type Secret,
  SecretIntegrityError,
  unseal,
} from '@keyward/secrets';
import type { StepContext } from '@keyward/task-engine';
import { z } from 'zod';

import { type ChangeRecord, getChange } from '../changes/change-record.ts';
import { readFrozenInput } from '../changes/freeze-input.ts';
import type { ConnectionParts } from '../connections/connection-parts.ts';
import {
  freezeTarget,
  getConnection,
} from '../connections/connection-record.ts';
import { Refusal } from '../http/refusal.ts';
import type { Applied, Run } from '../operations/operation-module.ts';
import type { Reached } from '../operations/reach.ts';
import type { TaskParts } from './task-parts.ts';

const applied = z.object({
  upstreamTaskId: z.string().optional(),
  result: z.string().optional(),
});

/** What an earlier step recorded about the effect. */
export function readApplied(recorded: unknown): Applied {
  const { upstreamTaskId, result } = applied.parse(recorded ?? {});
  return {
    ...(upstreamTaskId === undefined ? {} : { upstreamTaskId }),
    ...(result === undefined ? {} : { result }),
  };
}

/** Everything an operation needs to act or look, for the task in `ctx`. Secrets are opened only when asked for. */
export async function runOf(
  parts: ConnectionParts,
  ctx: Pick<StepContext, 'task' | 'signal'>,
  secrets: ReadonlyMap<string, Secret> = new Map(),
  reach: typeof reachApproved = reachApproved,
): Promise<Run<OperationId>> {
  const change = await getChange(parts.db, ctx.task.change_id);
  return {
    changeId: change.id,
    reached: await reach(parts, change),
    input: readFrozenInput(change.operation, change.input),
    request: change.plan.request,
    guard: change.guard,
    secrets,
    signal: ctx.signal,
    since: await intentTime(parts, ctx),
    foreignTasks: await foreignTasks(parts, ctx),
  };
}

/**
 * The target that was approved and no other: a client is opened for exactly the address, trust and account that the
 * digest covers, even when the connection changes at this very moment.
 *
 * @throws Refusal `change_stale`, `connection_quarantined`, `not_found`
 */
async function reachApproved(
  parts: ConnectionParts,
  change: ChangeRecord,
): Promise<Reached> {
  if (change.connectionId === null) return { type: 'console', parts };
  const record = await getConnection(parts.db, change.connectionId);
  if (digestOf(freezeTarget(record)) !== digestOf(change.target)) {
    throw new Refusal('change_stale', {
      detail:
        'The connection’s address, trust or account was changed since this was approved.',
      nextStep: 'Copy it into a new change.',
    });
  }
  return {
    type: 'connection',
    connected: await parts.clients.openUsable(record),
  };
}

/**
 * The same target for reading back what was done there, also when others have decided since that it is trusted by another
 * certificate: an outcome that nobody knew when the first one vanished could never be read otherwise.
 *
 * @throws Refusal as above
 */
export async function reachToReadBack(
  parts: ConnectionParts,
  change: ChangeRecord,
): Promise<Reached> {
  const { connectionId, target } = change;
  if (connectionId === null || target.type === 'console') {
    return { type: 'console', parts };
  }
  const record = await getConnection(parts.db, connectionId);
  const now = { ...freezeTarget(record), trust: target.trust };
  if (digestOf(now) !== digestOf(target)) return reachApproved(parts, change);
  return {
    type: 'connection',
    connected: await parts.clients.openUsable(record),
  };
}

async function intentTime(
  parts: ConnectionParts,
  ctx: Pick<StepContext, 'task'>,
): Promise<Date> {
  const intent = await parts.db
    .selectFrom('task_intent')
    .select('committed_at')
    .where('task_id', '=', ctx.task.id)
    .orderBy('attempt')
    .executeTakeFirst();
  return intent?.committed_at ?? ctx.task.created_at;
}

/** What other tasks of ours run at the same target; a look for our own effect must not take one of them for it. */
async function foreignTasks(
  parts: ConnectionParts,
  ctx: Pick<StepContext, 'task'>,
): Promise<ReadonlySet<string>> {
  const rows = await parts.db
    .selectFrom('task')
    .select('upstream_task_id')
    .where('connection_id', '=', ctx.task.connection_id)
    .where('id', '<>', ctx.task.id)
    .where('upstream_task_id', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(500)
    .execute();
  return new Set(rows.flatMap((row) => row.upstream_task_id ?? []));
}

/**
 * The change's own secrets, each proved against the commitment that the approved digest covers: a sealed row of another
 * change opens as well, but is not what was approved.
 *
 * @throws SecretIntegrityError when a secret was altered, exchanged or taken away
 */
export async function openSecrets(
  parts: Pick<TaskParts, 'db' | 'keys'>,
  change: ChangeRecord,
): Promise<ReadonlyMap<string, Secret>> {
  const rows = await parts.db
    .selectFrom('change_secret')
    .select(['id', 'pointer', 'sealed'])
    .where('change_id', '=', change.id)
    .execute();
  const opened = await Promise.all(
    rows.map(
      async ({ id, pointer, sealed }) =>
        [
          pointer,
          await unseal(
            parts.keys.kek,
            { table: 'change_secret', column: 'sealed', rowId: id },
            sealed,
          ),
        ] as const,
    ),
  );
  const secrets = new Map(opened);
  refuseUncommitted(parts, change, secrets);
  return secrets;
}

function refuseUncommitted(
  { keys }: Pick<TaskParts, 'keys'>,
  change: ChangeRecord,
  secrets: ReadonlyMap<string, Secret>,
): void {
  for (const [pointer, binding] of Object.entries(change.secrets)) {
    const secret = secrets.get(pointer);
    if (
      secret === undefined ||
      binding.delivery !== 'sealed' ||
      commitment(keys.commitKey, change.id, pointer, secret) !==
        binding.commitment
    ) {
      throw new SecretIntegrityError(
        'altered',
        'A secret of this change is not the one that was approved.',
      );
    }
  }
}
