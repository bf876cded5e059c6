import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { afterAll, describe, expect, it } from 'vitest';

import { type Scenario, SCENARIOS } from './scenarios.ts';
import {
  begin,
  diesUnder,
  inspect,
  isOfTheTaskPath,
  noKills,
  openTrial,
  type Trial,
} from './trial.ts';

/** Where the first console dies: with its intent committed and nothing sent, or sent and nothing recorded. */
const FIRST: [string, RegExp][] = [
  ['before the call', /^write .*task_intent.*:after$/],
  ['after the call', /^call .*:after$/],
];
/** An operation that the target runs as a task of its own, and one that is over with its answer. */
const TRIED = SCENARIOS.filter(({ name }) =>
  ['vcenter.configure-cluster-kms-service', 'ontap.add-key-servers'].includes(
    name,
  ),
);
const LONGEST_MS = 1_500_000;

const count = noKills();

describe.runIf(isFullScale)(
  'a console that is killed while it takes up what a killed one left',
  () => {
    afterAll(() => {
      tellFigure('F1 kills during recovery survived', count.survived, {
        of: count.points,
        least: Math.max(count.points, 12),
        note: `${String(count.notReached)} points not met again`,
      });
    });

    describe.each(TRIED)('$name', (scenario) => {
      it.each(FIRST)(
        'still ends the task with one effect, when the first died %s',
        async (_when, first) => {
          expect(await killRecovery(scenario, first)).toEqual([]);
        },
        LONGEST_MS,
      );
    });
  },
);

async function killRecovery(
  scenario: Scenario,
  first: RegExp,
): Promise<string[]> {
  const trial = await openTrial(scenario, count);
  try {
    const where = await firstPoint(trial, first);
    const found: string[] = [];
    for (const point of await recordRecovery(trial, where)) {
      const faults = await killTwice(trial, where, point);
      found.push(...faults.map((fault) => `${point}: ${fault}`));
    }
    return found;
  } finally {
    await trial.stage.close();
  }
}

/** The point of an undisturbed run where the first console is going to die. */
async function firstPoint(trial: Trial, first: RegExp): Promise<string> {
  const child = await trial.stage.boot();
  const journey = await begin(trial);
  await child.arm(null);
  await journey.go(child);
  const points = await child.points();
  await child.kill();
  const intent = points.findIndex((point) =>
    /task_intent.*:after$/.test(point),
  );
  const found = points.slice(intent).find((point) => first.test(point));
  if (found === undefined) throw new Error('There is no such point.');
  return found;
}

/** A request whose console has died there. */
async function beginAndDie(trial: Trial, where: string) {
  const child = await trial.stage.boot();
  const journey = await begin(trial);
  await child.arm(where);
  expect(await diesUnder(journey, child)).toBe(true);
  expect(await child.ended).toBe('SIGKILL');
  await trial.stage.expireLeases();
  return journey;
}

/** What the next console passes from its start until the task has ended, as far as it is about a task. */
async function recordRecovery(trial: Trial, where: string): Promise<string[]> {
  const journey = await beginAndDie(trial, where);
  const child = await trial.stage.boot();
  await journey.go(child);
  const points = (await child.points()).filter(isOfTheTaskPath);
  await child.kill();
  const claimed = points.findIndex((point) => /task/.test(point));
  expect(claimed).toBeGreaterThanOrEqual(0);
  return points.slice(claimed);
}

async function killTwice(
  trial: Trial,
  where: string,
  point: string,
): Promise<string[]> {
  const { stage } = trial;
  const journey = await beginAndDie(trial, where);
  const second = await stage.boot(point).catch((error: unknown) => {
    // It met its end before it was ready.
    if (String(error).includes('SIGKILL')) return null;
    throw error;
  });
  if (second !== null && !(await diesUnder(journey, second))) {
    trial.count.notReached += 1;
    await second.kill();
    return inspect(trial, journey);
  }
  trial.count.points += 1;
  await stage.expireLeases();
  const survivor = await stage.boot();
  await journey.go(survivor);
  await survivor.kill();
  const faults = await inspect(trial, journey);
  if (faults.length === 0) trial.count.survived += 1;
  return faults;
}
