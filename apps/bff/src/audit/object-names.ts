import type { AuditRow } from '@keyward/contract';
import type { Database } from '@keyward/database';
import { sql } from 'kysely';
import { z } from 'zod';

import {
  changeReference,
  readReference,
  taskReference,
} from '../references.ts';
import type { AuditFilters } from './audit-rows.ts';

const isId = (text: string): boolean => z.uuid().safeParse(text).success;

/**
 * What the objects of these rows are called today, by their ids: references of changes and tasks, names of connections,
 * user names of people. What no longer exists has no name; the rows themselves keep ids only, which never change.
 */
export async function nameObjects(
  db: Database,
  rows: readonly AuditRow[],
): Promise<Record<string, string>> {
  const ids = [...new Set(rows.map(({ object }) => object ?? ''))].filter(isId);
  if (ids.length === 0) return {};
  const numbered = db
    .selectFrom('change')
    .select(['id', 'number', sql<string>`'change'`.as('kind')])
    .where('id', 'in', ids)
    .unionAll(
      db
        .selectFrom('task')
        .select(['id', 'number', sql<string>`'task'`.as('kind')])
        .where('id', 'in', ids),
    );
  const named = db
    .selectFrom('connection')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .unionAll(
      db
        .selectFrom('person')
        .select(['id', 'username as name'])
        .where('id', 'in', ids),
    );
  const [withNumbers, withNames] = await Promise.all([
    numbered.execute(),
    named.execute(),
  ]);
  return Object.fromEntries([
    ...withNumbers.map(({ id, number, kind }): [string, string] => [
      id,
      kind === 'task' ? taskReference(number) : changeReference(number),
    ]),
    ...withNames.map(({ id, name }): [string, string] => [id, name]),
  ]);
}

/** Filters whose object may be the reference of a change or task, with its id instead. */
export async function objectIn(
  db: Database,
  filters: AuditFilters,
): Promise<AuditFilters> {
  const reference = readReference(filters.object ?? '');
  if (reference === null || reference.of === null) return filters;
  const row = await db
    .selectFrom(reference.of)
    .select('id')
    .where('number', '=', Number(reference.digits))
    .executeTakeFirst();
  return row === undefined ? filters : { ...filters, object: row.id };
}
