import { type StepKey, stepKey, type Progress } from '@keyward/contract';
import {
  type TaskIntentRow,
  type TaskRow,
  type TaskStepRow,
  transact,
} from '@keyward/database';
import { sql } from 'kysely';

import type { ClaimedTask } from './claim-task.ts';
import { databaseTimeIn } from './database-clock.ts';
import type { EngineParts } from './engine-parts.ts';
import { Interruption, type InterruptionCause } from './interruption.ts';
import type { Move } from './move.ts';
import { type Claim, moveClaimedTask, type TaskPatch } from './move-task.ts';
import { retryDeadlocks } from './retry-deadlocks.ts';
import { LeaseLost } from './task-errors.ts';

/** One claim of a task while it runs here: its newest row, its writes, and what interrupts it. */
export class TaskRun {
  readonly parts: EngineParts;
  readonly claim: Claim;
  /** Runs where it was born: a delayed try waits here, because only this process holds what it needs. */
  readonly isPinned: boolean;
  task: TaskRow;
  intents: readonly TaskIntentRow[];
  /** Monotonic time until which the lease is surely held, in ms. */
  leaseDeadline: number;
  isCancelRequested: boolean;
  /** Newest progress of the running step, and whether it still has to be written. */
  progress: Progress | undefined;
  /** When the running step's deadline counts from, by the monotonic clock in ms. */
  stepClock = performance.now();
  readonly #steps: Map<StepKey, TaskStepRow>;
  readonly #listeners = new Set<(why: InterruptionCause) => void>();
  #interruption: 'lease_lost' | 'stop' | undefined;

  constructor(
    parts: EngineParts,
    claimed: ClaimedTask,
    leaseDeadline: number,
    isPinned: boolean,
  ) {
    this.parts = parts;
    this.claim = claimed.claim;
    this.isPinned = isPinned;
    this.task = claimed.task;
    this.intents = claimed.intents;
    this.leaseDeadline = leaseDeadline;
    this.isCancelRequested = claimed.task.cancel_requested_at !== null;
    this.#steps = new Map(
      claimed.steps.map((step) => [stepKey.parse(step.key), step]),
    );
  }

  /** True once something was or may have been sent; from then on cancelling is the program's matter. */
  get mayHaveSent(): boolean {
    return this.intents.some(
      ({ outcome }) => outcome === null || outcome === 'applied',
    );
  }

  get hasOpenIntent(): boolean {
    return this.intents.some(({ outcome }) => outcome === null);
  }

  get interruption(): 'lease_lost' | 'stop' | undefined {
    return this.#interruption;
  }

  get currentStep(): StepKey | undefined {
    return stepKey.nullable().parse(this.task.current_step) ?? undefined;
  }

  stepRow(key: StepKey): TaskStepRow | undefined {
    return this.#steps.get(key);
  }

  rememberStep(key: StepKey, changed: Partial<TaskStepRow>): void {
    const row = this.#steps.get(key);
    if (row !== undefined) this.#steps.set(key, { ...row, ...changed });
  }

  /** Calls back on every interruption until the returned function is called; at once when there was one before. */
  onInterruption(listener: (why: InterruptionCause) => void): () => void {
    this.#listeners.add(listener);
    if (this.#interruption !== undefined) listener(this.#interruption);
    return () => this.#listeners.delete(listener);
  }

  interrupt(why: 'lease_lost' | 'stop' | 'cancel'): void {
    if (why === 'cancel') this.isCancelRequested = true;
    else if (this.#interruption !== 'lease_lost') this.#interruption = why;
    for (const listener of [...this.#listeners]) listener(why);
  }

  leaseRenewed(deadline: number, isCancelRequested: boolean): void {
    this.leaseDeadline = Math.max(this.leaseDeadline, deadline);
    if (isCancelRequested && !this.isCancelRequested) this.interrupt('cancel');
  }

  throwIfLost(): void {
    if (this.#interruption === 'lease_lost') {
      throw new LeaseLost(this.claim.taskId, this.claim.fence);
    }
  }

  throwIfStopping(): void {
    this.throwIfLost();
    if (this.#interruption === 'stop') throw new Interruption('stop');
  }

  /** One transaction under this claim, moves in order. Throws `LeaseLost`. */
  async commit(...moves: readonly Move[]): Promise<void> {
    const patch = moves.reduce<TaskPatch>(
      (merged, move) => ({ ...merged, ...move.patch }),
      {},
    );
    const lines = moves.flatMap((move) => move.lines ?? []);
    this.task = await retryDeadlocks(() =>
      transact(this.parts.settings.database.db, async (journal) => {
        const moved = await moveClaimedTask(journal, this.claim, patch, lines);
        for (const move of moves) await move.write?.(journal, moved);
        return moved;
      }),
    );
    for (const move of moves) move.committed?.();
  }

  /** Checks and extends the lease right now, by the database clock. Throws `LeaseLost`. */
  async guard(): Promise<void> {
    this.throwIfLost();
    const { database, leaseMs } = this.parts.settings;
    const askedAt = performance.now();
    const held = await database.db
      .updateTable('task')
      .set({ lease_until: databaseTimeIn(leaseMs) })
      .where('id', '=', this.claim.taskId)
      .where('fence', '=', this.claim.fence)
      .where('lease_owner', '=', this.claim.owner)
      .where('state', '=', 'running')
      .where('lease_until', '>', sql<Date>`clock_timestamp()`)
      .returning('cancel_requested_at')
      .executeTakeFirst();
    if (held === undefined) {
      this.interrupt('lease_lost');
      throw new LeaseLost(this.claim.taskId, this.claim.fence);
    }
    this.leaseRenewed(askedAt + leaseMs, held.cancel_requested_at !== null);
  }
}
