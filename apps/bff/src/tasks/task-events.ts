import {
  type TaskDetail,
  type taskEventPage,
  type taskEventsQuery,
  taskStreamEvent,
} from '@keyward/contract';
import type { Database, Queryable } from '@keyward/database';
import { sql } from 'kysely';
import type { z } from 'zod';

import { decodeCursor, encodeCursor } from '../lists/cursor.ts';
import { getTask } from './task-record.ts';

type TaskEvent = TaskDetail['events'][number];

const MOST_SHOWN = 500;

/** The newest events, oldest first, as a task's page shows them, and where a list of its events goes on before them. */
export async function readNewestEvents(
  db: Queryable,
  taskId: string,
): Promise<Pick<TaskDetail, 'events' | 'eventsBefore'>> {
  const { items, nextCursor } = await readPage(db, taskId, MOST_SHOWN);
  return { events: items.reverse(), eventsBefore: nextCursor };
}

/** One page of a task's log, newest first. @throws Refusal `not_found`, `invalid_cursor` */
export async function listTaskEvents(
  db: Database,
  taskId: string,
  { limit, cursor }: z.infer<typeof taskEventsQuery>,
): Promise<z.infer<typeof taskEventPage>> {
  await getTask(db, taskId);
  const before =
    cursor === undefined
      ? undefined
      : Number(decodeCursor(cursor, scopeOf(taskId), 1)[0]);
  return readPage(db, taskId, limit, before);
}

async function readPage(
  db: Queryable,
  taskId: string,
  limit: number,
  before?: number,
): Promise<{ items: TaskEvent[]; nextCursor: string | null }> {
  const events = await readEvents(db, taskId, limit + 1, before);
  const page = events.slice(0, limit);
  const last = events.length > limit ? page.at(-1) : undefined;
  return {
    // The end of a step and of its task are two events with one sentence.
    items: page.filter((event, index) => event.text !== page[index - 1]?.text),
    nextCursor:
      last === undefined ? null : encodeCursor(scopeOf(taskId), [last.seq]),
  };
}

function scopeOf(taskId: string): { task: string } {
  return { task: taskId };
}

/** Newest first. Progress is shown by its step, so it makes no lines here. */
async function readEvents(
  db: Queryable,
  taskId: string,
  limit: number,
  before?: number,
): Promise<TaskEvent[]> {
  let query = db
    .selectFrom('event')
    .select(['seq', 'at', 'data'])
    .where('subject', '=', taskId)
    .where('type', '=', 'task')
    .where(sql`data->>'what'`, '<>', sql.lit('progress'))
    .orderBy('seq', 'desc')
    .limit(limit);
  if (before !== undefined) query = query.where('seq', '<', before);
  const rows = await query.execute();
  return rows.map(({ seq, at, data: stored }) => {
    const data = taskStreamEvent.shape.data.parse(stored);
    return { seq, at: at.toISOString(), type: data.what, text: data.text };
  });
}
