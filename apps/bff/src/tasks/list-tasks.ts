import type { taskPage, TasksQuery } from '@keyward/contract';
import type { Database, Tables } from '@keyward/database';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { z } from 'zod';

import { olderThan, pageOf, POSITION } from '../lists/newest-first.ts';
import { containing, mentions } from '../lists/search-text.ts';
import type { Caller } from '../people/caller.ts';
import { summariseTasks } from './present-task.ts';
import { readTaskRow } from './task-record.ts';

type Filters = Omit<TasksQuery, 'limit' | 'cursor'>;

/** Tasks newest first, by keyset. @throws Refusal `invalid_cursor` */
export async function listTasks(
  db: Database,
  query: TasksQuery,
  caller: Pick<Caller, 'permissions'>,
): Promise<z.infer<typeof taskPage>> {
  const { limit, cursor, ...filters } = query;
  let select = withFilters(
    db.selectFrom('task').selectAll().select(POSITION.as('position')),
    filters,
    caller,
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
  caller: Pick<Caller, 'permissions'>,
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
    const text = filters.q;
    query = query.where((is) =>
      is.or([
        mentions(sql<string>`search`, text, caller),
        mentions(
          sql<string>`lower(coalesce(upstream_task_id, ''))`,
          text,
          caller,
        ),
        is(sql`'tsk-' || number`, 'like', containing(text)),
      ]),
    );
  }
  return query;
}

function ofChange(expression: ReturnType<typeof sql>, value: string) {
  return sql<boolean>`change_id in (select id from change where ${expression} = ${value.toLowerCase()})`;
}
