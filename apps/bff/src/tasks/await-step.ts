import type { OperationId } from '@keyward/contract';
import {
  OutcomeUnknown,
  type RepeatableStep,
  type StepContext,
  type StepOutcome,
  TaskCancelled,
  TaskFailure,
} from '@keyward/task-engine';
import {
  taskFailure,
  type TaskInfo,
  UpstreamError,
} from '@keyward/vcenter-client';

import { anyOperation } from '../operations/registry.ts';
import { failureOf, provesNothingHappened } from './explain-failure.ts';
import {
  outcomeUnknownInQuarantine,
  unknownWhenQuarantined,
} from './quarantined-task.ts';
import { readApplied, runOf } from './run-of.ts';
import type { TaskParts } from './task-parts.ts';
import { stepTitle } from './task-steps.ts';
import type { Sighting } from './upstream-poller.ts';

const LONGEST_MS = 60 * 60_000;

/** Follows the task that the target runs for this change, until the target says how it ended. */
export function awaitStep(
  parts: TaskParts,
  operation: OperationId,
): RepeatableStep {
  return {
    kind: 'repeatable',
    key: 'await_upstream',
    title: stepTitle('await_upstream', operation),
    deadlineMs: LONGEST_MS,
    async run(ctx) {
      const applied = readApplied(ctx.result('apply'));
      const { upstreamTaskId } = applied;
      if (upstreamTaskId === undefined) {
        return { result: applied, note: 'The target had finished already.' };
      }
      await ctx.upstreamTask(upstreamTaskId);
      return follow(parts, operation, ctx, upstreamTaskId).catch(
        (error: unknown) => {
          throw unknownWhenQuarantined(error);
        },
      );
    },
  };
}

async function follow(
  parts: TaskParts,
  operation: OperationId,
  ctx: StepContext,
  upstreamTaskId: string,
): Promise<StepOutcome> {
  const connectionId = ctx.task.connection_id ?? '';
  const sightings = queueOf(parts, connectionId, upstreamTaskId, ctx.signal);
  const told = { silence: false, blocked: false, cancel: false };
  try {
    for (;;) {
      const sighting = await sightings.next();
      if (ctx.isCancelRequested && !told.cancel) {
        told.cancel = true;
        await cancelUpstream(parts, connectionId, upstreamTaskId, ctx);
      }
      if (sighting.seen === 'quarantined') throw outcomeUnknownInQuarantine();
      if (sighting.seen === 'forgotten') {
        return await afterForgetting(parts, operation, ctx);
      }
      if (sighting.seen === 'nothing') {
        if (!told.silence) {
          await ctx.note('The target does not answer just now; still asking.');
        }
        told.silence = true;
        continue;
      }
      told.silence = false;
      if (sighting.info.status === 'BLOCKED' && !told.blocked) {
        told.blocked = true;
        await ctx.note(
          'The target’s task is blocked; it waits for something of its own.',
        );
      }
      const { info } = sighting;
      if (info.status === 'FAILED') {
        throw await endOf(parts, operation, ctx, upstreamTaskId, info);
      }
      if (info.status === 'SUCCEEDED') {
        return succeeded(operation, upstreamTaskId, info);
      }
      report(ctx, info);
    }
  } finally {
    sightings.close();
  }
}

/** Messages of the target are not copied: everybody who is signed in reads progress. */
function report(ctx: StepContext, info: TaskInfo): void {
  if (info.progress === undefined) return;
  const { total, completed } = info.progress;
  ctx.progress({ total, completed, message: null });
}

function succeeded(
  operation: OperationId,
  id: string,
  info: TaskInfo,
): StepOutcome {
  const result = anyOperation(operation).taskResult(info.result);
  const shown = typeof info.result === 'string' ? info.result : undefined;
  return {
    result: {
      upstreamTaskId: id,
      ...(result === undefined ? {} : { result }),
    },
    note: 'The target reports success.',
    ...(shown === undefined ? {} : { upstreamResult: shown }),
  };
}

/** How a failed upstream task ends ours. Unless its error proves that nothing happened, what is there now is read. */
async function endOf(
  parts: TaskParts,
  operation: OperationId,
  ctx: StepContext,
  id: string,
  info: TaskInfo,
): Promise<TaskFailure | TaskCancelled> {
  if (ctx.isCancelRequested && isCancellation(info)) {
    return new TaskCancelled({
      explanation: {
        code: 'cancelled_upstream',
        sentence: 'The target cancelled its task on request.',
        nextStep: 'Look at the target; parts may have been applied before.',
        field: null,
      },
    });
  }
  const failure = failureOf(
    operation,
    taskFailure(id, info),
    'upstream_failed',
  );
  if (provesNothingHappened(operation, failure)) return failure;
  const seen = await anyOperation(operation)
    .verify(await runOf(parts, ctx), { upstreamTaskId: id })
    .catch(ignoreSilence);
  if (seen === null) return failure;
  return new TaskFailure({
    kind: failure.kind,
    explanation: failure.explanation,
    ...(failure.upstream === undefined ? {} : { upstream: failure.upstream }),
    verification: {
      level: 'none',
      proved: [],
      notProved: [
        'That the change took effect as a whole: the target’s own task failed.',
      ],
      observed: [
        ...(seen.contradiction === undefined ? [] : [seen.contradiction]),
        ...seen.proved,
        ...(seen.observed ?? []),
      ],
    },
  });
}

function isCancellation(info: TaskInfo): boolean {
  const { facts } = taskFailure('', info);
  return /CANCEL/i.test(
    `${facts.errorType ?? ''} ${facts.messages[0]?.id ?? ''}`,
  );
}

async function cancelUpstream(
  parts: TaskParts,
  connectionId: string,
  id: string,
  ctx: StepContext,
): Promise<void> {
  try {
    const connected = await parts.clients.open(connectionId);
    if (connected.system !== 'vcenter') return;
    await connected.client.tasks.cancel(id, ctx.signal);
    await ctx.note('The target was asked to cancel its task.');
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    await ctx.note('The target does not cancel this task; it runs to its end.');
  }
}

const FORGOTTEN_LOOKS = 10;
const FORGOTTEN_PAUSE_MS = 3_000;

/** vCenter forgets tasks, finished or not; only the object itself can tell then, and it may take a while. */
async function afterForgetting(
  parts: TaskParts,
  operation: OperationId,
  ctx: StepContext,
): Promise<StepOutcome> {
  await ctx.note(
    'The target no longer knows its task; looking at the object itself.',
  );
  for (let look = 1; look <= FORGOTTEN_LOOKS; look += 1) {
    const effect = await anyOperation(operation)
      .findEffect(await runOf(parts, ctx))
      .catch(ignoreSilence);
    if (
      effect?.found === 'applied' &&
      effect.applied.upstreamTaskId === undefined
    ) {
      return {
        result: readApplied(effect.applied),
        note: 'The change is there, although the target forgot its task.',
      };
    }
    if (look < FORGOTTEN_LOOKS) await ctx.pause(FORGOTTEN_PAUSE_MS);
  }
  throw new OutcomeUnknown({
    explanation: {
      code: 'upstream_task_forgotten',
      sentence:
        'The target accepted the change and then forgot its task; the change is not to be seen yet.',
      nextStep: 'Look at the target in a while and record what you found.',
      field: null,
    },
  });
}

/** A target that does not answer is simply looked at again. */
function ignoreSilence(error: unknown): null {
  if (error instanceof UpstreamError) return null;
  throw error;
}

interface Sightings {
  next(): Promise<Sighting>;
  close(): void;
}

/** The newest unread sighting; older ones are of no use any more. */
function queueOf(
  parts: TaskParts,
  connectionId: string,
  id: string,
  signal: AbortSignal,
): Sightings {
  let latest: Sighting | null = null;
  let wake: (() => void) | null = null;
  const stop = parts.poller.watch(connectionId, id, (sighting) => {
    latest = sighting;
    wake?.();
  });
  const onAbort = (): void => wake?.();
  signal.addEventListener('abort', onAbort);
  return {
    async next() {
      if (latest === null && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      wake = null;
      signal.throwIfAborted();
      const sighting = latest;
      latest = null;
      if (sighting === null) throw new Error('Woken without a sighting.');
      return sighting;
    },
    close() {
      stop();
      signal.removeEventListener('abort', onAbort);
    },
  };
}
