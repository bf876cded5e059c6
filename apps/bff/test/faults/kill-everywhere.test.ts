import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { afterAll, describe, expect, it } from 'vitest';

import { type Scenario, SCENARIOS } from './scenarios.ts';
import type { ConsoleChild } from './spawn-console.ts';
import {
  begin,
  diesUnder,
  inspect,
  isOfTheTaskPath,
  noKills,
  openTrial,
  type Trial,
} from './trial.ts';

/** Every operation at every point at full scale; otherwise the two that matter most, of one operation. */
const TRIED = isFullScale ? SCENARIOS : SCENARIOS.slice(0, 1);
const LONGEST_MS = isFullScale ? 1_500_000 : 240_000;

const count = noKills();

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

/** Answers with every fault that was found, and where. */
async function killEverywhere(scenario: Scenario): Promise<string[]> {
  const trial = await openTrial(scenario, count);
  try {
    let child = await trial.stage.boot();
    const points = chosen(await record(trial, child));
    expect(points.length).toBeGreaterThan(1);
    const found: string[] = [];
    for (const point of points) {
      const { survivor, faults } = await kill(trial, child, point);
      child = survivor;
      found.push(...faults.map((fault) => `${point}: ${fault}`));
    }
    return found;
  } finally {
    await trial.stage.close();
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

function chosen(points: readonly string[]): readonly string[] {
  if (isFullScale) return points;
  const intent = points.findIndex((point) =>
    /task_intent.*:after$/.test(point),
  );
  const sent = points.findIndex(
    (point, index) => index > intent && /^call .*:after$/.test(point),
  );
  return [intent, sent].flatMap((at) => points[at] ?? []);
}

/** Answers with the console that goes on, and what is wrong with what it went on to. */
async function kill(
  trial: Trial,
  child: ConsoleChild,
  point: string,
): Promise<{ survivor: ConsoleChild; faults: string[] }> {
  const journey = await begin(trial);
  await child.arm(point);
  // What happens now and then only, such as a renewal of a lease, may not happen, or come when all is over.
  const isMet = (await diesUnder(journey, child)) || !(await disarm(child));
  if (!isMet) {
    count.notReached += 1;
    return { survivor: child, faults: await inspect(trial, journey) };
  }
  expect(await child.ended).toBe('SIGKILL');
  count.points += 1;
  await trial.stage.expireLeases();
  const survivor = await trial.stage.boot();
  try {
    await journey.go(survivor);
  } catch (error) {
    const how = survivor.isAlive() ? 'lives' : 'has ended';
    throw new Error(
      `${point}: whoever came after it ${how}: ${survivor.lastWords()}`,
      { cause: error },
    );
  }
  const faults = await inspect(trial, journey);
  if (faults.length === 0) count.survived += 1;
  return { survivor, faults };
}

/** Whether it still lives to hear it. */
function disarm(child: ConsoleChild): Promise<boolean> {
  return child.arm(null).then(
    () => true,
    () => false,
  );
}
