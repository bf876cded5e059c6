import {
  type ExpectedDuration,
  type StepKey,
  stepKey,
} from '@keyward/contract';
import type { Queryable, TaskRow } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

/** How many of the last tasks are looked at, and how few of them tell nothing. */
const MOST_LOOKED_AT = 50;
const FEWEST = 5;
/** Nine of ten took no longer: a bar that turns amber past it is wrong once in ten times. */
const SHARE = 0.9;

type Kind = Pick<TaskRow, 'operation' | 'connection_id'>;

/** Seconds by step. */
export type ExpectedSteps = ReadonlyMap<StepKey, number>;

/**
 * How long tasks like these take: the 90th percentile of how long the steps of the last fifty that succeeded ran, of the same
 * operation at the same connection, or at any connection while it has fewer than five of its own (an operation is of one
 * kind of target). One query for all of them, answered from two indexes.
 *
 * @returns what is expected of a task, null where fewer than five have succeeded
 */
export async function expectedDurations(
  db: Queryable,
  tasks: readonly Kind[],
): Promise<(task: Kind) => ExpectedDuration | null> {
  const kinds = [...new Map(tasks.map((each) => [keyOf(each), each])).values()];
  if (kinds.length === 0) return () => null;
  const { rows } = await sql<Kind & { seconds: number; basis: number }>`
    select kind.operation, kind.connection_id, coalesce(own.seconds, every.seconds) as seconds,
      coalesce(own.basis, every.basis) as basis
    from (values ${sql.join(
      kinds.map(
        (each) => sql`(${each.operation}::text, ${each.connection_id}::uuid)`,
      ),
    )}) as kind (operation, connection_id)
    left join lateral (${summaryOf(ofConnection)}) as own on true
    left join lateral (${summaryOf(sql`own.basis is null`)}) as every on true
    where own.basis is not null or every.basis is not null`.execute(db);
  const found = new Map(
    rows.map(({ seconds, basis, ...kind }) => [
      keyOf(kind),
      { seconds: rounded(seconds), basis },
    ]),
  );
  return (task) => found.get(keyOf(task)) ?? null;
}

/** The same for the steps of one task: each took no longer in nine of ten of those tasks. */
export async function expectedSteps(
  db: Queryable,
  { operation, connection_id }: Kind,
): Promise<ExpectedSteps> {
  const { rows } = await sql<{ key: string; seconds: number }>`
    with kind as (select ${operation}::text as operation, ${connection_id}::uuid as connection_id),
      own as (${lastOnes(ofConnection, sql`, kind`)}),
      looked_at as (
        select * from own where (select count(*) from own) >= ${FEWEST}
        union all
        (${lastOnes(sql`(select count(*) from own) < ${FEWEST}`, sql`, kind`)}))
    select step.key, ${percentile(sql`step.ended_at - step.started_at`)} as seconds
    from looked_at join task_step as step on step.task_id = looked_at.id
    where step.state = 'done' and step.started_at is not null and step.ended_at is not null
    group by step.key having count(*) >= ${FEWEST}`.execute(db);
  return new Map(
    rows.map(({ key, seconds }) => [stepKey.parse(key), rounded(seconds)]),
  );
}

const ofConnection = sql<boolean>`task.connection_id = kind.connection_id`;

function summaryOf(condition: RawBuilder<unknown>) {
  return sql`select ${percentile(sql`worked`)} as seconds, count(*)::int as basis
    from (${lastOnes(condition)}) as last
    -- Its steps, not its whole life: a task that a person had to settle also waited for that person.
    cross join lateral (
      select sum(ended_at - started_at) as worked from task_step where task_id = last.id) as steps
    where worked is not null having count(*) >= ${FEWEST}`;
}

function lastOnes(condition: RawBuilder<unknown>, more = sql``) {
  return sql`select task.id from task${more}
    where task.operation = kind.operation and task.state = 'succeeded' and ${condition}
    order by task.ended_at desc limit ${MOST_LOOKED_AT}`;
}

function percentile(duration: RawBuilder<unknown>) {
  return sql`(percentile_cont(${SHARE}::float8) within group (order by extract(epoch from ${duration})::float8))`;
}

/** Tenths are more than anybody waits by. */
function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

function keyOf({ operation, connection_id }: Kind): string {
  return `${operation} ${connection_id ?? ''}`;
}
