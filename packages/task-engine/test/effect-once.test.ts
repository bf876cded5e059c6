import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expectSoundEvents } from './stage/expect-sound-events.ts';
import { openStage, type Stage, untilState } from './stage/open-stage.ts';
import {
  countEffects,
  createRecordedTarget,
  recordedProgram,
  type Scenario,
  SCENARIOS,
} from './stage/recorded-target.ts';
import { endWorkers, spawnWorker } from './stage/spawn-worker.ts';

const ONE_HOUR = sql<Date>`clock_timestamp() + interval '1 hour'`;

/** A killed task is kept from the next victims until all of them are dead. */
async function hide({ database }: Stage, taskId: string): Promise<void> {
  await database.db
    .updateTable('task')
    .set({ due_at: ONE_HOUR })
    .where('id', '=', taskId)
    .execute();
}

async function expireAll({ database }: Stage): Promise<void> {
  await sql`update task set due_at = null, lease_until = case when lease_until is null then null
    else clock_timestamp() end where state in ('queued', 'running')`.execute(
    database.db,
  );
}

/** Names of the fail-points that one undisturbed run of the scenario passes, in order. */
async function record(stage: Stage, scenario: Scenario): Promise<string[]> {
  const passed: string[] = [];
  const note = (name: string): void => void passed.push(name);
  const engine = stage.engine({
    programFor: () =>
      Promise.resolve(
        recordedProgram(stage.database, scenario, () =>
          note('target.afterEffect'),
        ),
      ),
    failpoint: note,
    graceMs: 10,
    sweepMs: 50,
    notSentDelaysMs: [10, 10, 10],
  });
  await engine.start();
  await untilState(stage, await stage.submit(engine), 'succeeded', 'failed');
  await engine.stop();
  return passed;
}

/** Kills one worker at each of the fail-points; answers with the tasks it left behind. */
async function killAtEach(
  stage: Stage,
  scenario: Scenario,
  points: readonly number[],
): Promise<string[]> {
  const submitter = stage.engine();
  const taskIds: string[] = [];
  for (const killAt of points) {
    const worker = spawnWorker({
      url: stage.url,
      scenario,
      leaseMs: 60_000,
      killAt,
      holdAt: [],
    });
    const taskId = await stage.submit(submitter);
    taskIds.push(taskId);
    expect(await worker.ended()).toBe('SIGKILL');
    await hide(stage, taskId);
  }
  return taskIds;
}

/** Two sendings that may have arrived are the limit; a vendor's error is never sent after. */
const MAY_END_ABSENT: readonly Scenario[] = ['request_lost', 'vendor_error'];

const HISTORY = 5;
/** Of the points of a scenario, every so many at the usual scale: the whole console is killed as well. */
const EVERY = 5;

describe('kill -9 at every fail-point', () => {
  const lanes: Stage[] = [];
  beforeAll(async () => {
    lanes.push(await openStage(), await openStage());
    for (const lane of lanes) await createRecordedTarget(lane.database);
  });
  afterAll(async () => {
    endWorkers();
    for (const lane of lanes) await lane.close();
    tellFigure('F1 kills within the engine', survived, {
      least: known.size,
      of: known.size,
      note: `${String(SCENARIOS.length)} ways a target may behave`,
    });
  });

  it.each(SCENARIOS)(
    'leaves at most one effect and no task behind: %s',
    async (scenario) => {
      const all = await newPoints(lanes[0]!, scenario);
      const points = isFullScale
        ? all
        : all.filter((_, index) => index % EVERY === 0);
      expect(points.length).toBeGreaterThan(0);
      await Promise.all(
        lanes.map(async (lane, index) => {
          const mine = points.filter((_, at) => at % lanes.length === index);
          const taskIds = await killAtEach(lane, scenario, mine);
          await expireAll(lane);
          await expectRecovery(lane, scenario, taskIds);
        }),
      );
    },
    120_000,
  );

  const known = new Set<string>();
  let survived = 0;
  /** A point whose last fail-points were killed before says nothing new. */
  async function newPoints(
    stage: Stage,
    scenario: Scenario,
  ): Promise<number[]> {
    const passed = await record(stage, scenario);
    const points: number[] = [];
    passed.forEach((_, index) => {
      const history = passed
        .slice(Math.max(0, index - HISTORY), index + 1)
        .join();
      if (known.has(history)) return;
      known.add(history);
      points.push(index + 1);
    });
    return points;
  }

  async function expectRecovery(
    lane: Stage,
    scenario: Scenario,
    taskIds: readonly string[],
  ): Promise<void> {
    const survivor = lane.engine({
      programFor: () =>
        Promise.resolve(
          recordedProgram(lane.database, scenario, () => undefined),
        ),
      notSentDelaysMs: [10, 10, 10],
      graceMs: 10,
      sweepMs: 50,
    });
    await survivor.start();
    for (const taskId of taskIds) {
      const task = await untilState(
        lane,
        taskId,
        'succeeded',
        'failed',
        'outcome_unknown',
      );
      const effects = await countEffects(lane.database, taskId);
      // What may not be sent again ends `failed` and leaves nothing at the target.
      const mayBeAbsent = MAY_END_ABSENT.includes(scenario);
      expect(effects).toBeLessThanOrEqual(1);
      expect(task.state).toBe(effects === 1 ? 'succeeded' : 'failed');
      expect(effects === 1 || mayBeAbsent).toBe(true);
      expectSoundEvents(await lane.events(taskId));
      const intents = await lane.intents(taskId);
      expect(
        intents.filter(({ outcome }) => outcome === 'applied'),
      ).toHaveLength(effects);
      expect(intents.filter(({ outcome }) => outcome === null)).toEqual([]);
      survived += 1;
    }
    await survivor.stop();
  }
});
