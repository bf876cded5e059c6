import type {
  Explanation,
  FailureKind,
  MovedFact,
  StepKey,
} from '@keyward/contract';
import type { DatabaseHandle, Journal, TaskRow } from '@keyward/database';

import type { TaskProgram } from './program.ts';

export interface TaskEnd {
  state: 'succeeded' | 'failed' | 'cancelled' | 'outcome_unknown';
  failureKind: FailureKind | null;
  explanation: Explanation | null;
  moved?: MovedFact[];
}

/** Called inside the transaction of the task's move, after the task's row is locked. No waits belong here. */
export interface TaskHooks {
  /** The task runs: at its first claim, when born claimed, and again when reconciled as applied. */
  onStarted(journal: Journal, task: TaskRow): Promise<void>;
  onEnded(journal: Journal, task: TaskRow, end: TaskEnd): Promise<void>;
}

export interface NewTask {
  id: string;
  changeId: string;
  operation: string;
  connectionId: string | null;
  search: string;
  steps: readonly { key: StepKey; title: string }[];
}

/** Where a task born claimed begins: with its intent committed, or with its first step like every other task. */
export type ClaimedBeginning = 'at_effect' | 'at_first_step';

export interface EngineLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface TaskEngineOptions {
  database: DatabaseHandle;
  /** For the queue and the listener, which hold connections of their own. */
  connectionString: string;
  /** Names this process in `task.lease_owner`. */
  owner: string;
  /** The program of a claimed task. May throw `TaskFailure`; anything else is tried again a few times. */
  programFor(task: TaskRow): Promise<TaskProgram>;
  hooks: TaskHooks;
  log: EngineLog;
  /** Tasks that run at once in this process. */
  concurrency?: number;
  leaseMs?: number;
  renewMs?: number;
  sweepMs?: number;
  /** Time between the two looks that a finding of `not_applied` takes. */
  graceMs?: number;
  /** Waits before a call that was never sent is tried again. */
  notSentDelaysMs?: readonly number[];
  /** Time that `stop` may take. */
  stopMs?: number;
  /** Called by name wherever a kill matters; tests end the process there. */
  failpoint?: (name: string) => Promise<void> | void;
}

/** Durable, leased, fenced tasks. Lock order in a caller's transaction: the task's row first, then the change's. */
export interface TaskEngine {
  /** Opens queue and listener and begins to claim. */
  start(): Promise<void>;
  /** No new claims at once; what runs is finished or parked within `stopMs`. The database stays open. */
  stop(): Promise<void>;
  /** Writes task, steps, event and wake-up, all in `journal.tx`. */
  createTask(journal: Journal, task: NewTask): Promise<void>;
  /** Writes a running task claimed by this process; `runClaimed` runs it with what only this process holds. */
  createClaimedTask(
    journal: Journal,
    task: NewTask,
    begins: ClaimedBeginning,
  ): Promise<{ fence: number }>;
  /** Runs a task born claimed; settles when it has ended or its lease is lost. Never rejects. */
  runClaimed(
    taskId: string,
    fence: number,
    program: TaskProgram,
  ): Promise<void>;
  requestCancel(
    journal: Journal,
    taskId: string,
  ): Promise<'cancelled' | 'requested' | 'not_possible'>;
  /** Makes a task that waits for a delayed try due now. */
  retry(journal: Journal, taskId: string): Promise<'queued' | 'not_possible'>;
  /** A person's finding about an `outcome_unknown` task. */
  reconcile(
    journal: Journal,
    taskId: string,
    outcome: 'applied' | 'not_applied',
    explanation: Explanation,
  ): Promise<'verifying' | 'failed' | 'not_possible'>;
}
