import type { TaskState } from '@keyward/contract';
import type { Database } from '@keyward/database';

const FRESH_MS = 5_000;

/** Ended tasks stay for ever, so counting them would cost more every day; these few are found by their index. */
const UNSETTLED = [
  'queued',
  'running',
  'outcome_unknown',
] as const satisfies TaskState[];

type Counts = ReadonlyMap<TaskState, number>;

/** How many tasks are not settled, by state; asked at most every five seconds. Empty when the database does not answer. */
export function createTaskCounts(db: Database): () => Promise<Counts> {
  let known: { at: number; counts: Promise<Counts> } | undefined;
  return () => {
    const now = performance.now();
    if (known === undefined || now - known.at > FRESH_MS) {
      known = { at: now, counts: count(db).catch(() => new Map()) };
    }
    return known.counts;
  };
}

async function count(db: Database): Promise<Counts> {
  const rows = await db
    .selectFrom('task')
    .select((query) => ['state', query.fn.countAll<number>().as('count')])
    .where('state', 'in', UNSETTLED)
    .groupBy('state')
    .execute();
  return new Map(
    UNSETTLED.map((state) => [
      state,
      rows.find((row) => row.state === state)?.count ?? 0,
    ]),
  );
}
