import {
  operationContract,
  operationId,
  type SearchHit,
  taskState,
} from '@keyward/contract';
import type { Database } from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

import { beginning } from '../lists/search-text.ts';
import type { Caller } from '../people/caller.ts';
import { changeReference, taskReference } from '../references.ts';
import { TASK_WORDS } from '../tasks/list-tasks.ts';
import {
  findIds,
  type Matches,
  newestWhere,
  rowsNamed,
  tasksUpstream,
} from './find-ids.ts';
import { type Found, foundOf, NOTHING } from './hits.ts';
import { type Around, byContent, byName, ofAny } from './id-queries.ts';
import type { SearchText } from './read-search-text.ts';

/** Shorter beginnings of a target's own task id say nothing. */
const SHORTEST_UPSTREAM = 4;

/** Tasks by reference, id, the target's own task id, and what `findChanges` finds a change by. */
export async function findTasks(
  db: Database,
  asked: SearchText,
  around: Around,
  caller: Pick<Caller, 'permissions'>,
): Promise<Found> {
  const { text, reference, id } = asked;
  const found = await findIds(db, [
    ...byName('task', asked),
    ...(id === null
      ? []
      : [{ match: 'words' as const, ids: rowsNamed('task', 'change_id', id) }]),
    ...(text.length < SHORTEST_UPSTREAM
      ? []
      : [{ match: 'prefix' as const, ids: tasksUpstream(beginning(text)) }]),
    ...(reference === null || reference.of === 'task'
      ? []
      : [
          {
            match: 'words' as const,
            ids: newestWhere('task', ofChange('number', reference.digits)),
          },
        ]),
    {
      match: 'words',
      ids: newestWhere('task', ofChange('lower(ticket)', text)),
    },
    ...ofAny('task', 'connection_id', around.connections),
    ...byContent('task', TASK_WORDS, text, caller),
  ]);
  return readHits(db, found, text);
}

function ofChange(
  expression: 'number' | 'lower(ticket)',
  value: string,
): RawBuilder<boolean> {
  return sql<boolean>`change_id in (select id from change where ${sql.raw(expression)} = ${value})`;
}

async function readHits(
  db: Database,
  found: Matches,
  text: string,
): Promise<Found> {
  if (found.size === 0) return NOTHING;
  const rows = await db
    .selectFrom('task')
    .innerJoin('change', 'change.id', 'task.change_id')
    .leftJoin('connection', 'connection.id', 'task.connection_id')
    .select([
      'task.id',
      'task.number',
      'task.operation',
      'task.state',
      'task.upstream_task_id',
      'task.created_at',
      'task.change_id',
      'change.number as change_number',
      'connection.name as target',
    ])
    .where('task.id', 'in', [...found.keys()])
    .orderBy('task.created_at', 'desc')
    .execute();
  return foundOf(
    rows.map((row): SearchHit => {
      const isNamed = row.upstream_task_id?.toLowerCase() === text;
      return {
        kind: 'task',
        match: isNamed ? 'exact' : (found.get(row.id) ?? 'words'),
        id: row.id,
        reference: taskReference(row.number),
        changeId: row.change_id,
        changeReference: changeReference(row.change_number),
        title: operationContract(operationId.parse(row.operation)).title,
        state: taskState.parse(row.state),
        target: row.target,
        upstreamTaskId: row.upstream_task_id,
        createdAt: row.created_at.toISOString(),
      };
    }),
  );
}
