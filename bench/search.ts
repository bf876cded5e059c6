import { searchQuery, type StatusQuery } from '@keyward/contract';
import { connectDatabase, migrate } from '@keyward/database';
import { sql } from 'kysely';

import { search } from '../apps/bff/src/search/search.ts';
import { readStatus } from '../apps/bff/src/status/read-status.ts';
import { fillLists } from '../apps/bff/test/lists/large-lists.ts';
import { makeCaller } from '../apps/bff/test/live/make-caller.ts';
import { quantile } from './measure/quantiles.ts';
import { report } from './measure/report.ts';
import { startScratchPostgres } from './measure/scratch-postgres.ts';

const ROWS = Number(process.argv[2] ?? 100_000);
const ROUNDS = 11;
const GOAL_MS = 50;

const SEARCHED = [
  'CHG-1042',
  'tsk 1042',
  '10',
  'INC-7',
  'inc',
  'target-3',
  'target',
  'esx-3.lab.example',
  'lab.example',
  'Person 4',
  'zq',
  'a',
  'ab:cd:ef:01',
  'f'.repeat(64),
  'nowhere at all',
  '019b0000-0000-7000-8000-000000000000',
];
const ASKED: StatusQuery[] = [
  { change: 'CHG-1042' },
  { ticket: 'INC-7' },
  { host: 'target-3' },
];

const postgres = await startScratchPostgres();
const database = connectDatabase(await postgres.create('search'));
const { db } = database;
const parts = { db, estate: { held: () => [] } };

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** Milliseconds of every work in every round but the first. */
async function timesOf(
  works: readonly (() => Promise<unknown>)[],
): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const work of works) {
      const ms = await timed(work);
      if (round > 0) times.push(ms);
    }
  }
  return times;
}

try {
  await migrate(db);
  await fillLists(db, ROWS);
  const figures = [];
  for (const role of ['security_admin', 'helpdesk'] as const) {
    const caller = makeCaller(role);
    const works = SEARCHED.map((q) => {
      const query = searchQuery.parse({ q });
      return () => search(parts, query, caller);
    });
    figures.push({ what: `searches of ${role}`, times: await timesOf(works) });
  }
  figures.push({
    what: 'statuses',
    times: await timesOf(ASKED.map((asked) => () => readStatus(parts, asked))),
  });
  const bad = await timesOf([
    () =>
      sql`select id from change where search || '' like '%nowhere at all%' order by created_at desc limit 6`.execute(
        db,
      ),
  ]);
  await report({
    bench: 'search',
    says: `Each search (${String(SEARCHED.length)} texts) and each status (${String(ASKED.length)}) by itself, of ${ROWS.toLocaleString('en')} changes and nearly as many tasks, ${String(ROUNDS)} rounds. Known to be bad: one search that no index can answer.`,
    figures: [
      ...figures.map(({ what, times }) => ({
        what: `${what}, median and p95`,
        value: `${quantile(times, 0.5).toFixed(1)} ms, ${quantile(times, 0.95).toFixed(1)} ms`,
        goal: `p95 < ${String(GOAL_MS)} ms`,
        isMet: quantile(times, 0.95) < GOAL_MS,
      })),
      {
        what: 'one query without an index (known to be bad), median',
        value: `${quantile(bad, 0.5).toFixed(1)} ms`,
      },
    ],
  });
} finally {
  await database.close();
  await postgres.stop();
}
