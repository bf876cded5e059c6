import { afterAll, describe, expect, it } from 'vitest';

import { isFullScale, tellFigure } from '../support/figures.ts';
import { type FaultStage, openFaultStage } from './fault-stage.ts';
import {
  consoleEffects,
  inspectJournal,
  type JournalInspector,
  openTasks,
} from './inspect.ts';
import { ConsoleGone, Journey } from './journey.ts';
import { type Scenario, SCENARIOS } from './scenarios.ts';
import type { ConsoleChild } from './spawn-console.ts';

/** Every operation at every point at full scale; otherwise the few that matter most, of one operation. */
const TRIED = isFullScale ? SCENARIOS : SCENARIOS.slice(0, 1);
/** What comes again every second, such as renewals and looks at the target, is killed three times. */
const SAME_POINT = 3;
const LONGEST_MS = isFullScale ? 1_500_000 : 60_000;

const count = {
  points: 0,
  survived: 0,
  notReached: 0,
  effectsTwice: 0,
  lost: 0,
  open: 0,
  unknown: 0,
  journal: 0,
};

afterAll(() => {
  tellFigure('F1 points survived', count.survived, {
    of: count.points,
    least: Math.max(count.points, 72),
    note: `${String(SCENARIOS.length)} ways to change something; ${String(count.unknown)} honestly unknown, ${String(count.notReached)} points not met again`,
  });
  tellFigure('F1 second effects', count.effectsTwice, { most: 0 });
  tellFigure('F1 acknowledged and lost', count.lost, { most: 0 });
  tellFigure('F1 tasks left open', count.open, { most: 0 });
  tellFigure('F1 faults in events and audit', count.journal, { most: 0 });
});

describe.concurrent(
  'a console that is killed before and after every durable write and every call to a target',
  () => {
    it.each(TRIED)(
      'ends the task, does it at most once, and loses nothing: $name',
      async (scenario) => {
        expect(await killEverywhere(scenario)).toEqual([]);
      },
      LONGEST_MS,
    );
  },
);

interface Trial {
  scenario: Scenario;
  stage: FaultStage;
  journal: JournalInspector;
}

/** Answers with every fault that was found, and where. */
async function killEverywhere(scenario: Scenario): Promise<string[]> {
  const { on, needs = [] } = scenario;
  const stage = await openFaultStage(on === null ? needs : [on]);
  try {
    const trial = { scenario, stage, journal: inspectJournal(stage) };
    let child = await stage.boot();
    const points = chosen(await record(trial, child));
    expect(points.length).toBeGreaterThan(2);
    const found: string[] = [];
    for (const point of points) {
      const { survivor, faults } = await kill(trial, child, point);
      child = survivor;
      found.push(...faults.map((fault) => `${point}: ${fault}`));
    }
    return found;
  } finally {
    await stage.close();
  }
}

/** The points of one undisturbed run, from the request on, in order. */
async function record(trial: Trial, child: ConsoleChild): Promise<string[]> {
  const journey = await begin(trial);
  await child.arm(null);
  await journey.go(child);
  expect(journey.task?.state).toBe('succeeded');
  return (await child.points()).filter(isOfTheTaskPath);
}

/** Points between passages have no side; that somebody's session was seen is no part of any task. */
function isOfTheTaskPath(point: string): boolean {
  const { label, count: nth } =
    /^(?<label>.+)#(?<count>\d+):(before|after)$/.exec(point)?.groups ?? {};
  return (
    label !== undefined &&
    label !== 'write session' &&
    Number(nth) <= SAME_POINT
  );
}

function chosen(points: readonly string[]): readonly string[] {
  if (isFullScale) return points;
  const intent = points.findIndex((point) =>
    /task_intent.*:after$/.test(point),
  );
  const sent = points.findIndex(
    (point, index) => index > intent && /^call .*:after$/.test(point),
  );
  return [intent, sent, points.length - 2].flatMap((at) => points[at] ?? []);
}

async function begin({ stage, scenario }: Trial): Promise<Journey> {
  const { on } = scenario;
  if (on !== null) await stage.control(on).reset();
  return Journey.of(stage, scenario);
}

/** Answers with the console that goes on, and what is wrong with what it went on to. */
async function kill(
  trial: Trial,
  child: ConsoleChild,
  point: string,
): Promise<{ survivor: ConsoleChild; faults: string[] }> {
  const { stage } = trial;
  const journey = await begin(trial);
  await child.arm(point);
  const isGone = await journey.go(child).then(
    () => false,
    (error: unknown) => {
      if (isHangUp(error)) return true;
      throw error;
    },
  );
  let survivor = child;
  if (isGone) {
    expect(await child.ended).toBe('SIGKILL');
    count.points += 1;
    await stage.expireLeases();
    survivor = await stage.boot();
    await journey.go(survivor);
  } else {
    // What happens now and then only, such as a renewal of a lease, did not happen this time.
    count.notReached += 1;
    await child.arm(null);
  }
  const faults = await inspect(trial, journey);
  if (isGone && faults.length === 0) count.survived += 1;
  return { survivor, faults };
}

function isHangUp(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return (
    error instanceof ConsoleGone ||
    code === 'ECONNRESET' ||
    code === 'ECONNREFUSED' ||
    code === 'EPIPE'
  );
}

/** What is wrong after a kill at this point. */
async function inspect(
  { stage, scenario: { on, mayBeUnknown = false }, journal }: Trial,
  { submitted, task, isApproved }: Journey,
): Promise<string[]> {
  const id = submitted?.id ?? '';
  const effects =
    on === null
      ? await consoleEffects(stage, id)
      : (await stage.control(on).effects()).length;
  const approvals = await stage.db
    .selectFrom('approval')
    .select('change_id')
    .where('change_id', '=', id)
    .execute();
  const isLost = isApproved && approvals.length !== 1;
  const open = await openTasks(stage);
  const broken = await journal.faults();
  const state = task?.state ?? 'none';
  if (effects > 1) count.effectsTwice += 1;
  if (isLost) count.lost += 1;
  if (state === 'outcome_unknown') count.unknown += 1;
  count.open += open.length;
  count.journal += broken.length;
  return [
    ...(effects > 1 ? [`${String(effects)} effects`] : []),
    ...(isLost ? ['an acknowledged approval is lost'] : []),
    ...(isTrue(state, effects, mayBeUnknown)
      ? []
      : [`${state} with ${String(effects)}`]),
    ...open,
    ...broken,
  ];
}

/** Success means one effect and failure none; who cannot know says so, and only they do. */
function isTrue(
  state: string,
  effects: number,
  mayBeUnknown: boolean,
): boolean {
  if (state === 'outcome_unknown') return mayBeUnknown;
  return effects === 1 ? state === 'succeeded' : /failed|cancelled/.test(state);
}
