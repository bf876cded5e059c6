import type { Progress, StepKey, Verification } from '@keyward/contract';
import type { TaskRow } from '@keyward/database';

/** What a task does, in order. At most one step is of kind `effect`. */
export interface TaskProgram {
  readonly steps: readonly StepDefinition[];
}

/** What a running step sees of its task. */
export interface StepContext {
  /** The task's row as this claim last wrote or read it. */
  readonly task: TaskRow;
  /**
   * Aborted when the lease is lost, the engine stops or the step's deadline passes. A request to cancel aborts it
   * only while nothing was sent; later the step reads `isCancelRequested` and decides.
   */
  readonly signal: AbortSignal;
  /** How often this step was begun, from 1. */
  readonly attempt: number;
  /** Number of the claim this step runs under. */
  readonly fence: number;
  readonly isCancelRequested: boolean;
  /** Result of an earlier step, as recorded; undefined when it recorded none. */
  result(key: StepKey): unknown;
  /** Upstream progress. `completed` only grows; at most one write and event per task and 500 ms over time. */
  progress(progress: Progress): void;
  /** Adds a line to the task's events; every signed-in person may read it. */
  note(text: string): Promise<void>;
  /** Records the id of the target's own task. */
  upstreamTask(id: string): Promise<void>;
  /** Waits `ms`; returns early when cancelling is asked for, rejects when `signal` is aborted. */
  pause(ms: number): Promise<void>;
  /** Checks lease and fence in the database, to be called right before an upstream call. Throws `LeaseLost`. */
  guard(): Promise<void>;
}

interface StepBase {
  readonly key: StepKey;
  readonly title: string;
  /** Longest time from the step's first start, over all its attempts, in ms. */
  readonly deadlineMs?: number;
}

/** A step that may run again at any time, because it reads or because repeating it changes nothing. */
export interface RepeatableStep extends StepBase {
  readonly kind: 'repeatable';
  run(ctx: StepContext): Promise<StepOutcome>;
}

/** The step that changes the target: committed intent, then `send`, then committed result. */
export interface EffectStep extends StepBase {
  readonly kind: 'effect';
  /** Sends the change and returns JSON to record. A vendor's refusal is thrown as `TaskFailure`. */
  send(ctx: StepContext): Promise<unknown>;
  /** Looks whether an earlier `send` took effect. Reads only. */
  findEffect(ctx: StepContext): Promise<EffectFinding>;
  /** Does this error of `send` prove that nothing was changed? */
  proof(error: unknown): EffectProof;
}

export type StepDefinition = RepeatableStep | EffectStep;

export type EffectProof = 'nothing_happened' | 'unproven' | 'retry_not_sent';

export type EffectFinding =
  | { found: 'applied'; result: unknown }
  | { found: 'not_applied' }
  /** `seen`: what of the change is there and what is not, kept with the task. */
  | { found: 'unknown'; why: string; seen?: Verification };

export interface StepOutcome {
  /** JSON that later steps and later attempts read. */
  result?: unknown;
  note?: string;
  verification?: Verification;
  upstreamResult?: string;
}
