import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openReader } from '../live/reader.ts';
import { waitFor } from '../support/wait-for.ts';
import { type FaultStage, openFaultStage } from './fault-stage.ts';
import { inspectJournal } from './inspect.ts';
import { Journey } from './journey.ts';
import { SCENARIOS } from './scenarios.ts';
import type { MainProcess } from './spawn-main.ts';

const STOPS = isFullScale ? 20 : 1;
/** From the first moment of the task to after its end, a little later each time. */
const LONGEST_PAUSE_MS = 1_500;
const STOP_ACCEPTING_MS = 1_000;
const STOP_MS = 10_000;

let stage: FaultStage;
beforeAll(async () => {
  stage = await openFaultStage(['vc-work']);
}, 60_000);
afterAll(() => stage.close());

describe('a console that is asked to stop while a task runs', () => {
  it(
    'takes no more connections, says goodbye to its readers, leaves no task held, and the next one ends it with one effect',
    async () => {
      const journal = inspectJournal(stage);
      const slowest = { accepting: 0, stopping: 0 };
      let good = 0;
      let console = await stage.bootMain();
      const scenario = SCENARIOS[0];
      if (scenario === undefined) throw new Error('There is no scenario.');
      for (let stop = 0; stop < STOPS; stop += 1) {
        await stage.control('vc-work').reset();
        const journey = await Journey.of(stage, scenario);
        const reader = await openReader(console.port, {
          headers: { cookie: stage.people().admin.cookie },
        });
        await journey.decide();
        await pause((LONGEST_PAUSE_MS * (stop + 0.5)) / STOPS);
        const begun = performance.now();
        console.process.kill('SIGTERM');
        await untilRefused(console);
        slowest.accepting = Math.max(
          slowest.accepting,
          performance.now() - begun,
        );
        await reader.find(({ event }) => event === 'bye');
        await console.ended;
        slowest.stopping = Math.max(
          slowest.stopping,
          performance.now() - begun,
        );
        expect(console.process.exitCode).toBe(0);
        const held = await stage.db
          .selectFrom('task')
          .select('id')
          .where('lease_owner', 'is not', null)
          .execute();
        expect(held).toEqual([]);
        console = await stage.bootMain();
        await journey.go(console);
        expect(journey.task?.state).toBe('succeeded');
        expect(await stage.control('vc-work').effects()).toHaveLength(1);
        expect(await journal.faults()).toEqual([]);
        good += 1;
      }
      await console.kill('SIGTERM');
      tellFigure('F3 stops in order', good, { least: STOPS, of: STOPS });
      tellFigure(
        'F3 longest until no connection is taken, ms',
        Math.round(slowest.accepting),
        { most: STOP_ACCEPTING_MS },
      );
      tellFigure('F3 longest stop, ms', Math.round(slowest.stopping), {
        most: STOP_MS,
      });
      expect(good).toBe(STOPS);
      expect(slowest.stopping).toBeLessThan(STOP_MS);
    },
    isFullScale ? 1_200_000 : 240_000,
  );
});

function untilRefused({ port }: MainProcess): Promise<true> {
  return waitFor('a refused connection', async () => {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    return !isOpen;
  });
}
