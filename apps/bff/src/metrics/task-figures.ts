import type { TaskState } from '@keyward/contract';
import type { Database } from '@keyward/database';
import { sql } from 'kysely';
import { Gauge, type Registry } from 'prom-client';

const FRESH_MS = 5_000;

/** Ended tasks stay for ever, so counting them would cost more every day; these few are found by their index. */
const UNSETTLED = [
  'queued',
  'running',
  'outcome_unknown',
] as const satisfies TaskState[];

interface Standing {
  state: TaskState;
  count: number;
  /** Seconds since it was made, by the database's clock. */
  oldest: number;
}

/**
 * How many tasks are not settled, and how long the oldest of them has been waiting, by state. The database is asked at
 * most every five seconds; nothing is said while it does not answer.
 */
export function registerTaskFigures(db: Database, registers: Registry[]): void {
  const look = createLook(db);
  const byState = (
    name: string,
    help: string,
    figure: (standing: Standing) => number,
  ): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: ['state'],
      registers,
      async collect() {
        this.reset();
        for (const standing of await look()) {
          this.set({ state: standing.state }, figure(standing));
        }
      },
    });
  byState(
    'keyward_unsettled_tasks',
    'Tasks that are not settled, by state.',
    ({ count }) => count,
  );
  byState(
    'keyward_oldest_task_seconds',
    'Age of the oldest task that is not settled, by state; 0 without one.',
    ({ oldest }) => oldest,
  );
}

function createLook(db: Database): () => Promise<Standing[]> {
  let known: { at: number; standings: Promise<Standing[]> } | undefined;
  return () => {
    const now = performance.now();
    if (known === undefined || now - known.at > FRESH_MS) {
      known = { at: now, standings: lookAt(db).catch(() => []) };
    }
    return known.standings;
  };
}

async function lookAt(db: Database): Promise<Standing[]> {
  const rows = await db
    .selectFrom('task')
    .select((query) => [
      'state',
      query.fn.countAll<number>().as('count'),
      sql<number>`extract(epoch from clock_timestamp() - min(created_at))::float8`.as(
        'oldest',
      ),
    ])
    .where('state', 'in', UNSETTLED)
    .groupBy('state')
    .execute();
  return UNSETTLED.map((state) => {
    const row = rows.find((each) => each.state === state);
    return { state, count: row?.count ?? 0, oldest: row?.oldest ?? 0 };
  });
}
