import type { TaskOrder, taskPage, TasksQuery } from '@keyward/contract';
import type { Database } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';

import {
  behind,
  countList,
  countOnFirstPage,
  idsOfPage,
  type ListShape,
} from '../lists/list-page.ts';
import { pageOf, positionOf } from '../lists/newest-first.ts';
import { mentions } from '../lists/search-text.ts';
import type { Caller } from '../people/caller.ts';
import { summariseTasks } from './present-task.ts';
import { readTaskRow } from './task-record.ts';

type Filters = Omit<TasksQuery, 'limit' | 'cursor'>;

/** The expression of an index; one that differs by a letter reads the whole table. */
export const TASK_WORDS = sql<string>`(' tsk-' || number::text || ' ' || lower(coalesce(upstream_task_id, '')) || ' ' || search || ' ')`;

const RUNNING = [
  sql<boolean>`state = 'running'`,
  sql<boolean>`started_at is not null`,
];

const ORDERS = {
  newest: { key: sql<Date>`created_at`, direction: 'desc', conditions: [] },
  oldest: { key: sql<Date>`created_at`, direction: 'asc', conditions: [] },
  longest: {
    key: sql<Date>`started_at`,
    direction: 'asc',
    conditions: RUNNING,
  },
} as const satisfies Record<
  TaskOrder,
  Pick<ListShape, 'key' | 'direction' | 'conditions'>
>;

/** Tasks by keyset: page 1,000 costs what page 1 costs. @throws Refusal `invalid_cursor` */
export async function listTasks(
  db: Database,
  query: TasksQuery,
  caller: Pick<Caller, 'permissions'>,
): Promise<z.infer<typeof taskPage>> {
  const { limit, cursor, ...filters } = query;
  const shape = shapeOf(filters, caller, await requesterOf(db, filters));
  const from = cursor === undefined ? [] : [behind(shape, cursor, filters)];
  const rows = await db
    .selectFrom('task')
    .selectAll()
    .select(positionOf(shape.key).as('position'))
    .where(sql<boolean>`id = any (array(${idsOfPage(shape, limit + 1, from)}))`)
    .orderBy(shape.key, shape.direction)
    .orderBy('id', shape.direction)
    .execute();
  const { shown, nextCursor } = pageOf(rows, limit, filters);
  return {
    items: await summariseTasks(db, shown.map(readTaskRow)),
    nextCursor,
    ...(await countOnFirstPage(
      cursor,
      { shown: shown.length, isMore: nextCursor !== null },
      () => countList(db, shape),
    )),
  };
}

/**
 * The person whose tasks are wanted, null for nobody. Read first: for a value the planner knows how rare it is, and reads
 * the few tasks of who has few by the index on it.
 */
async function requesterOf(
  db: Database,
  { requester }: Filters,
): Promise<string | null> {
  if (requester === undefined) return null;
  const { rows } = await sql<{ id: string }>`
    select id from person where lower(username) = ${requester.toLowerCase()}`.execute(
    db,
  );
  return rows[0]?.id ?? null;
}

function shapeOf(
  filters: Filters,
  caller: Pick<Caller, 'permissions'>,
  requesterId: string | null,
): ListShape {
  const order = orderOf(filters);
  return {
    ...order,
    table: 'task',
    choices: [
      { column: 'state', values: filters.state ?? [] },
      { column: 'operation', values: filters.operation ?? [] },
    ],
    conditions: [
      ...order.conditions,
      ...conditionsOf(filters, caller, requesterId),
    ],
  };
}

/** Of tasks that have ended since some time, the newest is the one that ended last. */
function orderOf({ sort = 'newest', endedFrom }: Filters) {
  const order = ORDERS[sort];
  return endedFrom === undefined || sort === 'longest'
    ? order
    : { ...order, key: sql<Date>`ended_at` };
}

function conditionsOf(
  { connectionId, ticket, host, requester, endedFrom, q }: Filters,
  caller: Pick<Caller, 'permissions'>,
  requesterId: string | null,
): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = [];
  if (connectionId !== undefined) {
    conditions.push(sql<boolean>`connection_id = ${connectionId}`);
  }
  if (ticket !== undefined) {
    conditions.push(ofChange(sql`lower(ticket)`, ticket));
  }
  if (host !== undefined) {
    conditions.push(ofChange(sql`(frozen_target->>'host')`, host));
  }
  if (requester !== undefined) {
    conditions.push(sql<boolean>`requester_id = ${requesterId}::uuid`);
  }
  if (endedFrom !== undefined) {
    conditions.push(sql<boolean>`ended_at >= ${endedFrom}::timestamptz`);
  }
  if (q !== undefined && q.trim() !== '') {
    conditions.push(mentions(TASK_WORDS, q, caller));
  }
  return conditions;
}

function ofChange(expression: RawBuilder<unknown>, value: string) {
  return sql<boolean>`change_id in (select id from change where ${expression} = ${value.toLowerCase()})`;
}
