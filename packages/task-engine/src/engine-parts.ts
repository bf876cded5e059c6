import type { EngineSettings } from './engine-settings.ts';
import type { ProgressBatch } from './progress-batch.ts';
import type { WakeQueue } from './wake-queue.ts';

/** What the parts of one engine share. */
export interface EngineParts {
  readonly settings: EngineSettings;
  readonly wakeQueue: WakeQueue;
  readonly progressBatch: ProgressBatch;
}
