import { control } from './control.mjs';

const engine = (name) => `packages/task-engine/src/${name}`;
const effectOnce = 'packages/task-engine/test/effect-once.test.ts';
const clockJump = 'packages/task-engine/test/clock-jump.test.ts';

/** What a kill, a stop or a jumping clock must find in its place. */
export const failPointControls = [
  control(
    'F1',
    'an open intent is looked for before anything is sent again',
    [
      [
        engine('run-effect.ts'),
        'if (open !== undefined && open.fence !== run.claim.fence) {',
        'if (open !== undefined && open.fence < 0) {',
      ],
    ],
    [effectOnce, 'leaves at most one effect and no task behind: works'],
  ),
  control(
    'F1',
    'a step that is done is not begun again',
    [
      [
        engine('run-task.ts'),
        "return state !== undefined && state !== 'done' && state !== 'skipped';",
        "return state !== undefined && state !== 'skipped';",
      ],
    ],
    [effectOnce, 'leaves at most one effect and no task behind: works'],
  ),
  control(
    'F1',
    'a running task whose process is gone is claimed',
    [
      [
        engine('claim-task.ts'),
        "where state in ('queued', 'running')",
        "where state in ('queued')",
      ],
    ],
    [
      'packages/task-engine/test/resume.test.ts',
      'finds its tasks again after the process that held them died, without any wake-up',
    ],
  ),
  control(
    'F1',
    'a write within a transaction is seen at its commit',
    [
      [
        'packages/database/src/watch-writes.ts',
        'return /commit/i.test(verb) ? open : [];',
        'return [];',
      ],
    ],
    [
      'packages/database/test/watch-writes.test.ts',
      'sees a transaction once, at its commit, with all of its tables',
    ],
  ),
  control(
    'F1',
    'production lists no fail-points',
    [
      [
        'apps/bff/src/config.ts',
        'values.KEYWARD_FAILPOINT_RECORD !== undefined,',
        'false,',
      ],
    ],
    [
      'apps/bff/src/config.test.ts',
      'does not start with a record of fail-points',
    ],
  ),
  control(
    'F1',
    'production has no fail-points',
    [
      [
        'apps/bff/src/config.ts',
        'values.KEYWARD_FAILPOINT !== undefined,',
        'false,',
      ],
    ],
    ['apps/bff/src/config.test.ts', 'does not start with a fail-point'],
  ),
  control(
    'F2',
    'a key that was reserved by a dead process can be taken again',
    [
      [
        'apps/bff/src/idempotency/reservations.ts',
        'idempotency.lease_until < now()',
        'idempotency.lease_until is null',
      ],
    ],
    [
      'apps/bff/test/idempotency.test.ts',
      'is free again after its holder died',
    ],
  ),
  control(
    'F3',
    'a stop gives back what it does not finish',
    [
      [
        engine('task-engine.ts'),
        "for (const run of runs.values()) run.interrupt('stop');",
        '',
      ],
    ],
    [
      'packages/task-engine/test/stop.test.ts',
      'parks a running step at once and gives the task back',
    ],
  ),
  control(
    'F17',
    'a task under a lease is left alone',
    [
      [
        engine('claim-task.ts'),
        'and (lease_until is null or lease_until < clock_timestamp())',
        '',
      ],
    ],
    [
      'packages/task-engine/test/two-workers.test.ts',
      'run every task exactly once',
    ],
  ),
  control(
    'F18',
    'the fence is part of every write',
    [
      [
        engine('move-task.ts'),
        "    .where('id', '=', claim.taskId)\n    .where('fence', '=', claim.fence)\n",
        "    .where('id', '=', claim.taskId)\n",
      ],
    ],
    [
      'packages/task-engine/test/superseded-claim.test.ts',
      'can neither write nor pass its guard: its own process claimed it again',
    ],
  ),
  control(
    'F18',
    'the fence is looked at before a call',
    [[engine('run-effect.ts'), '      await context.guard();\n', '']],
    [
      'packages/task-engine/test/superseded-claim.test.ts',
      'cannot send what it committed the intent for',
    ],
  ),
  control(
    'F19',
    'a lease is renewed by the database’s clock',
    [
      [
        engine('lease-keeper.ts'),
        "update task set lease_until = clock_timestamp() + ${leaseMs} * interval '1 millisecond'",
        'update task set lease_until = ${new Date(Date.now() + leaseMs)}::timestamptz',
      ],
    ],
    [clockJump, 'and its lease neither ends nor grows: a day back'],
  ),
  control(
    'F19',
    'a wake-up is delayed by the database’s clock',
    [
      [
        engine('wake-queue.ts'),
        'startAfter: delayMs / 1_000,',
        'startAfter: new Date(Date.now() + delayMs),',
      ],
    ],
    [
      clockJump,
      'and a delayed try comes when the database says so: a day forward',
    ],
  ),
];
