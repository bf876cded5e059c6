import type { taskPage, TasksQuery } from '@keyward/contract';
import type { Database, Tables } from '@keyward/database';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { z } from 'zod';

import { olderThan, pageOf, POSITION } from '../lists/newest-first.ts';
import { containing } from '../lists/search-pattern.ts';
import { summariseTasks } from './present-task.ts';
import { readTaskRow } from './task-record.ts';

type Filters = Omit<TasksQuery, 'limit' | 'cursor'>;

/** Tasks newest first, by keyset. @throws Refusal `invalid_cursor` */
export async function listTasks(
  db: Database,
  query: TasksQuery,
): Promise<z.infer<typeof taskPage>> {
  const { limit, cursor, ...filters } = query;
  let select = withFilters(
    db.selectFrom('task').selectAll().select(POSITION.as('position')),
    filters,
  );
  if (cursor !== undefined) select = select.where(olderThan(cursor, filters));
  const rows = await select
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { shown, nextCursor } = pageOf(rows, limit, filters);
  return {
    items: await summariseTasks(db, shown.map(readTaskRow)),
    nextCursor,
  };
}

function withFilters<O>(
  select: SelectQueryBuilder<Tables, 'task', O>,
  filters: Filters,
): SelectQueryBuilder<Tables, 'task', O> {
  let query = select;
  if (filters.state !== undefined && filters.state.length > 0) {
    query = query.where('state', 'in', filters.state);
  }
  if (filters.operation !== undefined && filters.operation.length > 0) {
    query = query.where('operation', 'in', filters.operation);
  }
  if (filters.connectionId !== undefined) {
    query = query.where('connection_id', '=', filters.connectionId);
  }
  if (filters.ticket !== undefined) {
    query = query.where(ofChange(sql`lower(ticket)`, filters.ticket));
  }
  if (filters.host !== undefined) {
    query = query.where(ofChange(sql`frozen_target->>'host'`, filters.host));
  }
  if (filters.q !== undefined && filters.q.trim() !== '') {
    const pattern = containing(filters.q);
    query = query.where((is) =>
      is.or([
        is('search', 'like', pattern),
        is(sql`lower(upstream_task_id)`, 'like', pattern),
        is(sql`'tsk-' || number`, 'like', pattern),
      ]),
    );
  }
  return query;
}

function ofChange(expression: ReturnType<typeof sql>, value: string) {
  return sql<boolean>`change_id in (select id from change where ${expression} = ${value.toLowerCase()})`;
}
