import { control } from './control.mjs';

const twoReplicas = 'apps/bff/test/replicas/two-replicas.test.ts';
const tasksTest = 'apps/bff/test/tasks.test.ts';
const claimTask = 'packages/task-engine/src/claim-task.ts';

/** What several consoles on one database owe each other, and what a person may know who settles an outcome. */
export const replicaControls = [
  control(
    'F18',
    'a paused transaction is ended',
    [
      [
        'packages/database/src/connect.ts',
        'statementMs === 0 ? 0 : PAUSED_MS',
        '0',
      ],
    ],
    [
      'packages/database/test/connect.test.ts',
      'whose process is paused in a transaction keeps the others out for ten seconds at most',
    ],
  ),
  control(
    'F15',
    'a key in use is nobody else’s',
    [
      [
        'apps/bff/src/idempotency/reservations.ts',
        'where idempotency.created_at < now() -',
        'where true or idempotency.created_at < now() -',
      ],
    ],
    [
      twoReplicas,
      'fifty times with one key, make one change and have one answer',
    ],
  ),
  control(
    'F16',
    'one winner over two replicas',
    [
      [
        'apps/bff/src/changes/record-decision.ts',
        "and change.state = 'pending'\n",
        '\n',
      ],
      [
        'apps/bff/src/changes/change-events.ts',
        "    .where('state', 'in', [...from])\n",
        '',
      ],
    ],
    [twoReplicas, 'to approve, reject and withdraw, have one winner'],
  ),
  control(
    'F17',
    'a task that is held is not claimed',
    [
      [
        claimTask,
        'and (lease_until is null or lease_until < clock_timestamp())',
        '',
      ],
    ],
    [
      twoReplicas,
      'while it holds a task, keeps it: leases go by the database’s',
    ],
  ),
  control(
    'F19',
    'a proof ages by the database’s clock',
    [
      [
        'apps/bff/src/people/fresh-proof.ts',
        '(await databaseTime(db)) - caller.proof.at.getTime()',
        'Date.now() - caller.proof.at.getTime()',
      ],
    ],
    [
      twoReplicas,
      'a day behind: sessions, proofs, windows and tasks go by the database’s',
    ],
  ),
  control(
    'F38',
    'tasks of a replica that is gone are taken up',
    [
      [
        'packages/task-engine/src/task-engine.ts',
        'sweepTimer = setInterval(() => pump.pump(), settings.sweepMs);',
        '',
      ],
    ],
    [
      twoReplicas,
      'is replaced by the other within 15 s, and nothing is sent twice',
    ],
  ),
  control(
    'B7',
    'guessing is counted by all replicas together',
    [
      [
        'apps/bff/src/start-console.ts',
        'new SignInLimits(limitsSharedIn(db))',
        'new SignInLimits()',
      ],
    ],
    [
      twoReplicas,
      'has no more tries for being sent from one replica to the other',
    ],
  ),
  control(
    'B7',
    'a shared limit is taken in one statement',
    [
      [
        'apps/bff/src/limits/shared-limits.ts',
        'where held.points < ${points} or held.ends_at <= clock_timestamp()',
        '',
      ],
    ],
    [
      'apps/bff/test/shared-limits.test.ts',
      'is used up once for all replicas, and says how long',
    ],
  ),
  control(
    'A12',
    'what the target shows is for who settles the outcome',
    [
      [
        'packages/contract/src/routes/task-routes.ts',
        "path: '/api/tasks/:id/observation',\n    access: 'tasks:control',",
        "path: '/api/tasks/:id/observation',\n    access: 'tasks:read',",
      ],
    ],
    [
      tasksTest,
      'is for who may say what happened, and only while nobody knows',
    ],
  ),
  control(
    'F12',
    'the target itself is read before a person decides',
    [
      [
        'apps/bff/src/tasks/observe-task.ts',
        'const effect = await operation.findEffect(run);',
        "const effect = { found: 'unknown', why: '' } as Awaited<ReturnType<typeof operation.findEffect>>;",
      ],
    ],
    [tasksTest, 'reads the target itself each time'],
  ),
  control(
    'F38',
    'what ended elsewhere makes the estate here old',
    [
      [
        'apps/bff/src/connections/estate/outdate-estate.ts',
        'estate_version + 1',
        'estate_version',
      ],
    ],
    [twoReplicas, 'makes what the other knows of the target old'],
  ),
];
