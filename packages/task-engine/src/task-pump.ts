import { ClaimFailed, claimNextTask } from './claim-task.ts';
import type { EngineSettings } from './engine-settings.ts';
import type { ClaimedTask } from './claim-task.ts';

/** How long a task whose claim failed is left out, in ms. */
const POSTPONE_MS = 30_000;

export interface TaskPump {
  /** Claims what is due while there is room. Calls during a round start another one. */
  pump(): void;
  /** No claim begins after this; settles when none is under way. */
  stop(): Promise<void>;
}

/** Claims due tasks one after another and hands them over. */
export function createTaskPump(
  settings: EngineSettings,
  hasRoom: () => boolean,
  take: (claimed: ClaimedTask, leaseDeadline: number) => void,
): TaskPump {
  const postponed = new Map<string, number>();
  let round: Promise<void> | undefined;
  let isAsked = false;
  let isStopped = false;

  async function claimAll(): Promise<void> {
    while (!isStopped && hasRoom()) {
      const askedAt = performance.now();
      const claimed = await claimNextTask(settings, leftOut(askedAt));
      if (claimed === undefined) return;
      take(claimed, askedAt + settings.leaseMs);
    }
  }

  function leftOut(now: number): string[] {
    for (const [taskId, until] of postponed) {
      if (until <= now) postponed.delete(taskId);
    }
    return [...postponed.keys()];
  }

  function onError(error: unknown): void {
    if (error instanceof ClaimFailed) {
      postponed.set(error.taskId, performance.now() + POSTPONE_MS);
      isAsked = true;
    }
    const cause = error instanceof ClaimFailed ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : 'unknown';
    settings.log.error({ reason }, 'Tasks could not be claimed.');
  }

  function pump(): void {
    isAsked = true;
    if (round !== undefined || isStopped) return;
    isAsked = false;
    round = claimAll()
      .catch(onError)
      .finally(() => {
        round = undefined;
        if (isAsked) pump();
      });
  }

  return {
    pump,
    async stop() {
      isStopped = true;
      await round;
    },
  };
}
