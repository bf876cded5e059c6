import { tellFigure } from '@keyward/database/test-figures';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { expectSoundEvents } from './stage/expect-sound-events.ts';
import { openStage, type Stage, untilState } from './stage/open-stage.ts';
import {
  countEffects,
  createRecordedTarget,
  recordedProgram,
} from './stage/recorded-target.ts';
import { scaled } from './stage/scale.ts';
import { endWorkers, spawnWorker } from './stage/spawn-worker.ts';

const HOLDS = [
  'task.check.afterRun',
  'task.apply.beforeIntent',
  'task.apply.afterIntent',
  'task.apply.afterSend',
  'task.verify.afterRun',
];

/** Tasks that a woken worker left as they were, of those it held. */
const left = { untouched: 0, held: 0 };

describe('a process paused for longer than its lease', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    await createRecordedTarget(stage.database);
  });
  afterAll(async () => {
    endWorkers();
    await stage.close();
    tellFigure('F18 tasks that a woken worker left alone', left.untouched, {
      least: left.held,
      of: left.held,
    });
  });

  it.each(HOLDS)(
    'writes nothing and sends nothing when it wakes at %s',
    async (hold) => {
      const count = scaled(10, 2);
      const zombie = spawnWorker({
        url: stage.url,
        scenario: 'works',
        leaseMs: 900,
        killAt: null,
        holdAt: [hold],
      });
      await zombie.untilSaid('started');
      const submitter = stage.engine();
      const taskIds = await Promise.all(
        Array.from({ length: count }, () =>
          stage.submit(submitter, ['check', 'apply', 'verify']),
        ),
      );
      await zombie.untilSaid(hold, taskIds.length);
      left.held += taskIds.length;
      zombie.process.kill('SIGSTOP');

      const survivor = stage.engine({
        programFor: () =>
          Promise.resolve(
            recordedProgram(stage.database, 'works', () => undefined),
          ),
        graceMs: 10,
        sweepMs: 50,
      });
      await survivor.start();
      for (const taskId of taskIds) {
        await untilState(stage, taskId, 'succeeded');
      }
      const before = await Promise.all(
        taskIds.map((taskId) => stage.task(taskId)),
      );

      zombie.process.kill('SIGCONT');
      zombie.release();
      await zombie.untilSaid('The lease was lost', taskIds.length);
      zombie.process.kill('SIGTERM');
      await zombie.ended();

      for (const [index, taskId] of taskIds.entries()) {
        expect(await stage.task(taskId)).toEqual(before[index]);
        expect(await countEffects(stage.database, taskId)).toBe(1);
        expectSoundEvents(await stage.events(taskId));
        left.untouched += 1;
      }
      await survivor.stop();
    },
  );
});
