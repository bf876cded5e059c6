import type { ChangeDetail, TaskDetail } from '@keyward/contract';

import {
  decide,
  look,
  lookAtTask,
  newKey,
  readChange,
  trySubmit,
} from '../support/changes.ts';
import { waitFor } from '../support/wait-for.ts';
import type { FaultStage } from './fault-stage.ts';
import type { Scenario, Wish } from './scenarios.ts';

const LONGEST_MS = 60_000;
const ENDED = ['succeeded', 'failed', 'cancelled', 'outcome_unknown'];

/**
 * A change from its request to the end of its task, as people make it: whatever was not acknowledged is asked again once
 * the console is back. What was acknowledged is noted, because none of it may ever be lost.
 */
export class Journey {
  readonly #stage: FaultStage;
  readonly #wish: Wish;
  readonly #key = newKey();
  /** The change that a console has acknowledged. */
  submitted: ChangeDetail | null = null;
  /** Whether a console has acknowledged the approval. */
  isApproved = false;
  /** How the task ended. */
  task: TaskDetail | null = null;

  private constructor(stage: FaultStage, wish: Wish) {
    this.#stage = stage;
    this.#wish = wish;
  }

  static async of(stage: FaultStage, scenario: Scenario): Promise<Journey> {
    return new Journey(stage, await scenario.wish(stage));
  }

  /** Until its task is there. @throws as `go` */
  async decide(): Promise<ChangeDetail> {
    const { admin, reviewer } = this.#stage.people();
    const { request, late } = this.#wish;
    this.submitted ??= readChange(await trySubmit(admin, request, this.#key));
    const { id } = this.submitted;
    let change = await look(admin, id);
    if (change.state === 'pending') {
      readChange(await decide(reviewer, 'approve', change));
      this.isApproved = true;
      change = await look(admin, id);
    }
    if (late !== undefined && change.waitingFor === 'secret') {
      const answer = await admin.call('POST', `/api/changes/${id}/secrets`, {
        digest: change.digest,
        secrets: late,
      });
      change = readChange(answer);
    }
    return change;
  }

  /**
   * Goes on from where it stands.
   *
   * @throws when the console ends, or refuses what it must not
   */
  async go(console: { isAlive(): boolean }): Promise<void> {
    const change = await this.decide();
    const { taskId } = change;
    if (taskId === null) throw new Error(`No task: ${JSON.stringify(change)}`);
    // In the database, so that waiting does not itself pass points of the console.
    const hasEnded = async (): Promise<boolean> => {
      if (!console.isAlive()) throw new ConsoleGone();
      const { state } = await this.#stage.db
        .selectFrom('task')
        .select('state')
        .where('id', '=', taskId)
        .executeTakeFirstOrThrow();
      return ENDED.includes(state);
    };
    await waitFor('the end of the task', hasEnded, LONGEST_MS);
    this.task = await lookAtTask(this.#stage.people().admin, taskId);
  }
}

/** The console ended while something was asked of it. */
export class ConsoleGone extends Error {}
