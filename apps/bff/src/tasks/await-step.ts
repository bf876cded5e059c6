import type { OperationId, Verification } from '@keyward/contract';
import {
  OutcomeUnknown,
  type RepeatableStep,
  type StepContext,
  type StepOutcome,
  TaskCancelled,
  TaskFailure,
} from '@keyward/task-engine';
import { UpstreamError } from '@keyward/vcenter-client';

import { anyOperation } from '../operations/registry.ts';
import type { Sighting, UpstreamWork } from '../polling/sighting.ts';
import { failureOf, provesNothingHappened } from './explain-failure.ts';
import {
  outcomeUnknownInQuarantine,
  unknownWhenQuarantined,
} from './quarantined-task.ts';
import { readApplied, runOf } from './run-of.ts';
import type { TaskParts } from './task-parts.ts';
import { stepTitle } from './task-steps.ts';

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
  const told = {
    silence: false,
    refusal: false,
    blocked: false,
    cancel: false,
  };
  const report = newestProgress(ctx);
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
        const isRefusal = sighting.because === 'account_refused';
        if (isRefusal && !told.refusal) await ctx.note(ACCOUNT_REFUSED);
        if (!isRefusal && !told.silence) await ctx.note(NO_ANSWER);
        told.refusal ||= isRefusal;
        told.silence ||= !isRefusal;
        continue;
      }
      told.silence = false;
      told.refusal = false;
      const { work } = sighting;
      if (work.state === 'blocked' && !told.blocked) {
        told.blocked = true;
        await ctx.note(
          'The target’s task is blocked; it waits for something of its own.',
        );
      }
      if (work.state === 'failed') {
        throw await endOf(parts, operation, ctx, upstreamTaskId, work);
      }
      if (work.state === 'succeeded') {
        return succeeded(operation, upstreamTaskId, work);
      }
      report(work);
    }
  } finally {
    sightings.close();
  }
}

const NO_ANSWER = 'The target does not answer just now; still asking.';
const ACCOUNT_REFUSED =
  'The target does not accept the stored account just now. Nothing is sent again; it is asked again from time to time.';

/**
 * Passes on progress that differs from the last. Messages of the target are not copied: everybody who is signed in reads
 * progress.
 */
function newestProgress(ctx: StepContext): (work: UpstreamWork) => void {
  let last = '';
  return ({ progress }) => {
    if (progress === undefined) return;
    const { total, completed } = progress;
    const now = `${String(completed)}/${String(total)}`;
    if (now === last) return;
    last = now;
    ctx.progress({ total, completed, message: null });
  };
}

function succeeded(
  operation: OperationId,
  id: string,
  work: UpstreamWork,
): StepOutcome {
  const result = anyOperation(operation).taskResult(work.result);
  const shown = typeof work.result === 'string' ? work.result : undefined;
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
  work: UpstreamWork,
): Promise<TaskFailure | TaskCancelled> {
  if (ctx.isCancelRequested && work.failure?.isCancellation === true) {
    return new TaskCancelled({
      explanation: {
        code: 'cancelled_upstream',
        sentence: 'The target cancelled its task on request.',
        nextStep: 'Look at the target; parts may have been applied before.',
        field: null,
      },
    });
  }
  const refusal = new UpstreamError({
    kind: 'refused',
    delivery: 'answered',
    facts: work.failure?.facts ?? {
      system: 'vcenter',
      messages: [],
      upstreamTaskId: id,
    },
    message: 'The target’s task failed.',
  });
  const failure = failureOf(operation, refusal, 'upstream_failed');
  const run = await runOf(parts, ctx);
  const mayBeInPart = anyOperation(operation).isOfParts(run.input);
  if (!mayBeInPart && provesNothingHappened(operation, failure)) return failure;
  const seen = await anyOperation(operation)
    .verify(run, { upstreamTaskId: id })
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

async function cancelUpstream(
  parts: TaskParts,
  connectionId: string,
  id: string,
  ctx: StepContext,
): Promise<void> {
  try {
    const connected = await parts.clients.open(connectionId);
    if (connected.system !== 'vcenter') {
      await ctx.note(NO_CANCEL);
      return;
    }
    await connected.client.tasks.cancel(id, ctx.signal);
    await ctx.note('The target was asked to cancel its task.');
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    await ctx.note(NO_CANCEL);
  }
}

const NO_CANCEL = 'The target does not cancel this task; it runs to its end.';

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
  let seen: Verification | undefined;
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
    if (effect?.found === 'unknown') ({ seen } = effect);
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
    ...(seen === undefined ? {} : { verification: seen }),
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
