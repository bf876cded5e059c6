import { isFullScale, tellFigure } from '@keyward/database/test-figures';
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { waitFor } from '../support/wait-for.ts';
import { type FaultStage, openFaultStage } from './fault-stage.ts';
import { inspectJournal, openTasks } from './inspect.ts';
import { compare } from './ledger.ts';
import { startRandomLoad } from './random-load.ts';

const KILLS = isFullScale ? 60 : 2;
const PEOPLE = 6;
const LONGEST_MS = isFullScale ? 1_800_000 : 240_000;

let stage: FaultStage;
beforeAll(async () => {
  stage = await openFaultStage(['esx-01']);
}, 60_000);
afterAll(() => stage.close());

describe('a console that is killed at any moment while many people work', () => {
  it(
    'has lost nothing that it acknowledged, and has done nothing twice',
    async () => {
      let child = await stage.boot();
      const load = startRandomLoad(stage, PEOPLE);
      for (let kill = 0; kill < KILLS; kill += 1) {
        const before = load.ledger.length;
        const wanted = before + randomInt(1, 8);
        await waitFor(
          'some work',
          async () => load.ledger.length >= wanted,
          60_000,
        );
        await pause(randomInt(250));
        if (!child.isAlive()) {
          throw new Error(`It ended by itself: ${child.lastWords()}`);
        }
        await child.kill();
        child = await stage.boot();
      }
      await waitFor(
        'an approved change',
        async () => load.ledger.some(({ decision }) => decision === 'approve'),
        60_000,
      );
      await load.stop();
      await stage.expireLeases();
      await waitFor(
        'the end of every task',
        async () => (await openTasks(stage)).length === 0,
        60_000,
      );
      const { ledger } = load;
      const effects = await stage.control('esx-01').effects();
      const { lost, untrue, unknown } = await compare(stage, ledger, effects);
      const broken = await inspectJournal(stage).faults();
      tellFigure('F2 kills', KILLS, {
        least: KILLS,
        note: `${String(ledger.length)} changes acknowledged, ${String(effects.length)} effects, ${String(load.unanswered())} requests unanswered, ${String(unknown)} honestly unknown`,
      });
      tellFigure('F2 acknowledged and lost', lost.length, { most: 0 });
      tellFigure('F2 effects that nobody told', untrue.length, { most: 0 });
      tellFigure('F2 faults in events and audit', broken.length, { most: 0 });
      expect(ledger.length).toBeGreaterThan(KILLS);
      expect({ lost, untrue, broken }).toEqual({
        lost: [],
        untrue: [],
        broken: [],
      });
    },
    LONGEST_MS,
  );
});
