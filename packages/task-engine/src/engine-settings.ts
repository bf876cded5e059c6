import type { TaskEngineOptions } from './engine-contract.ts';
import type { ProgressBatch } from './progress-batch.ts';
import type { WakeQueue } from './wake-queue.ts';

/** The options with their defaults. Times in ms. */
export type EngineSettings = Required<TaskEngineOptions>;

/** What the parts of one engine share. */
export interface EngineParts {
  readonly settings: EngineSettings;
  readonly wakeQueue: WakeQueue;
  readonly progressBatch: ProgressBatch;
}

/** Fills in the defaults: 12 s leases renewed every 4 s, a sweep every 3 s. */
export function withDefaults(options: TaskEngineOptions): EngineSettings {
  return {
    concurrency: 20,
    leaseMs: 12_000,
    renewMs: 4_000,
    sweepMs: 3_000,
    graceMs: 2_000,
    notSentDelaysMs: [2_000, 5_000, 10_000],
    stopMs: 8_000,
    failpoint: () => undefined,
    ...options,
  };
}
