import { changesQuery, permissionsOf, tasksQuery } from '@keyward/contract';
import { connectDatabase, migrate } from '@keyward/database';
import { sql } from 'kysely';

import { listChanges } from '../apps/bff/src/changes/list-changes.ts';
import { listTasks } from '../apps/bff/src/tasks/list-tasks.ts';
import { fillLists } from '../apps/bff/test/lists/large-lists.ts';
import { makeCaller } from '../apps/bff/test/live/make-caller.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';
import { startScratchPostgres } from './measure/scratch-postgres.ts';

const ROWS = Number(process.argv[2] ?? 100_000);
const ROUNDS = 7;
const GOAL = 3;

const postgres = await startScratchPostgres();
const database = connectDatabase(await postgres.create('lists'));
const { db } = database;
const caller = makeCaller('reviewer');
const permissions = { permissions: permissionsOf(['reviewer']) };

type Query = Record<string, string>;
const changes =
  (query: Query, reader = caller) =>
  () =>
    listChanges(db, changesQuery.parse(query), reader);
const tasks = (query: Query) => () =>
  listTasks(db, tasksQuery.parse(query), permissions);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

try {
  await migrate(db);
  const { person, connection, oldConnection } = await fillLists(db, ROWS);
  const filters: Query[] = [
    { state: 'succeeded' },
    { state: 'cancelled' },
    { state: 'cancelled,outcome_unknown' },
    { state: 'failed,outcome_unknown,cancelled' },
    { operation: 'vcenter.configure-cluster-kms-service' },
    { connectionId: connection },
    { connectionId: oldConnection },
    { state: 'outcome_unknown', connectionId: connection },
    { ticket: 'INC-none' },
    { host: 'esx-8.lab.example' },
    { q: 'target' },
    { q: 'nowhere at all' },
    { q: 'esx-8.lab' },
    { q: 'zq' },
  ];
  const works = [
    ...filters.flatMap((filter) =>
      ['newest', 'oldest'].map(
        (sort) =>
          [
            `changes ${JSON.stringify({ ...filter, sort })}`,
            changes({ ...filter, sort }),
          ] as const,
      ),
    ),
    ['changes by deadline', changes({ sort: 'deadline' })] as const,
    ['what awaits me', changes({ awaiting: 'me' })] as const,
    // Somebody who asked for every tenth change, thousands of which came to nothing.
    [
      'what concerns me',
      changes({ concerns: 'me' }, makeCaller('security_admin', person)),
    ] as const,
    ...filters.map(
      (filter) => [`tasks ${JSON.stringify(filter)}`, tasks(filter)] as const,
    ),
    ['tasks by how long they run', tasks({ sort: 'longest' })] as const,
  ];
  const unfiltered = changes({});
  const bad = () =>
    sql`select id from change where search || '' like '%nowhere at all%' order by created_at desc, id desc limit 51`.execute(
      db,
    );
  for (const [, work] of works) await work();
  await unfiltered();
  const controls: number[] = [];
  const bads: number[] = [];
  const subjects = new Map(works.map(([what]) => [what, [] as number[]])); // An empty list has no element type.
  for (let round = 0; round < ROUNDS; round += 1) {
    const control = await timed(unfiltered);
    controls.push(control);
    for (const [what, work] of works) {
      subjects.get(what)?.push((await timed(work)) / control);
    }
    bads.push((await timed(bad)) / control);
  }
  const slowestFirst = [...subjects].toSorted(
    ([, a], [, b]) => quantile(b, 0.5) - quantile(a, 0.5),
  );
  const shown = [
    ...slowestFirst.slice(0, 3),
    ...slowestFirst.slice(3).filter(([what]) => what === 'what concerns me'),
  ];
  await report({
    bench: 'lists',
    says: `First pages of fifty with their counts, of ${ROWS.toLocaleString('en')} changes and nearly as many tasks, against the first page of all changes (${String(ROUNDS)} rounds). Known to be bad: a search that no index can answer.`,
    figures: [
      {
        what: 'all changes, newest first (control)',
        value: `${quantile(controls, 0.5).toFixed(1)} ms`,
      },
      ...shown.map(([what, ratios]) => ({
        what: `of ${String(works.length)} lists: ${what} / control`,
        value: ratioText(ratios),
        goal: `≤ ${String(GOAL)}x`,
        isMet: quantile(ratios, 0.5) <= GOAL,
      })),
      {
        what: 'search without an index (known to be bad) / control',
        value: ratioText(bads),
      },
    ],
  });
} finally {
  await database.close();
  await postgres.stop();
}
