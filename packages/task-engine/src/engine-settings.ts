import type { TaskEngineOptions } from './engine-contract.ts';

/** The options with their defaults. Times in ms. */
export type EngineSettings = Required<TaskEngineOptions>;

/**
 * Fills in the defaults: 12 s leases renewed every 4 s, and a sweep every 2 s, so that the task of a holder that is gone
 * runs elsewhere within 15 s of its last sign of life.
 */
export function withDefaults(options: TaskEngineOptions): EngineSettings {
  return {
    concurrency: 20,
    leaseMs: 12_000,
    renewMs: 4_000,
    sweepMs: 2_000,
    graceMs: 2_000,
    notSentDelaysMs: [2_000, 5_000, 10_000],
    stopMs: 8_000,
    failpoint: () => undefined,
    ...options,
  };
}
