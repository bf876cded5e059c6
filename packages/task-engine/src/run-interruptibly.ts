import { Interruption, type InterruptionCause } from './interruption.ts';
import type { StepContext, StepDefinition } from './program.ts';
import { openStepContext } from './step-context.ts';
import { LeaseLost } from './task-errors.ts';
import type { TaskRun } from './task-run.ts';

/** How long a step may go on after its signal was aborted before it is left behind. */
const TOLERANCE_MS: Record<InterruptionCause, number> = {
  lease_lost: 0,
  cancel: 5_000,
  deadline: 2_000,
  stop: 7_000,
};

export interface InterruptionRules {
  /** Whether a request to cancel aborts the work. */
  isCancellable: boolean;
  /** How long a stop lets the work go on before it aborts it, in ms. */
  stopAfterMs: number;
}

/**
 * Runs one piece of a step so that it ends when it must, even when the program ignores its signal. Throws the
 * interruption instead of whatever the program threw because of it; work that finishes all the same counts.
 */
export async function runInterruptibly<R>(
  run: TaskRun,
  step: StepDefinition,
  rules: InterruptionRules,
  work: (context: StepContext) => Promise<R>,
): Promise<R> {
  const controller = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const opened = openStepContext(run, step.key, controller.signal);
  const left = Promise.withResolvers<never>();
  let interruption: Interruption | undefined;

  const after = (ms: number, act: () => void): void => {
    if (ms === 0) act();
    else timers.add(setTimeout(act, ms));
  };
  const abort = (why: InterruptionCause): void => {
    interruption ??= new Interruption(why);
    controller.abort(interruption);
    const leave = interruption;
    after(TOLERANCE_MS[why], () => left.reject(leave));
  };
  const forget = run.onInterruption((why) => {
    if (why === 'cancel' && !rules.isCancellable) return;
    after(why === 'stop' ? rules.stopAfterMs : 0, () => abort(why));
  });
  const deadlineMs = msUntilDeadline(run, step);
  if (deadlineMs !== undefined) {
    timers.add(setTimeout(() => abort('deadline'), deadlineMs));
  }

  try {
    return await Promise.race([work(opened.context), left.promise]);
  } catch (error) {
    if (interruption === undefined) throw error;
    if (interruption.why === 'lease_lost') {
      throw new LeaseLost(run.claim.taskId, run.claim.fence);
    }
    throw new InterruptedWork(interruption, error);
  } finally {
    opened.close();
    forget();
    for (const timer of timers) clearTimeout(timer);
  }
}

/** Work that failed after it was interrupted: why, and with what error. */
export class InterruptedWork extends Error {
  readonly interruption: Interruption;
  /** What the work itself threw; the interruption when it never answered. */
  readonly thrown: unknown;
  constructor(interruption: Interruption, thrown: unknown) {
    super(interruption.message, { cause: thrown });
    this.name = 'InterruptedWork';
    this.interruption = interruption;
    this.thrown = thrown;
  }
}

/** Counted from the step's first start, so that a crash does not give it a new life. */
function msUntilDeadline(
  run: TaskRun,
  step: StepDefinition,
): number | undefined {
  if (step.deadlineMs === undefined) return undefined;
  return Math.max(1, run.stepClock + step.deadlineMs - performance.now());
}
