import type { ChangesQuery, changePage } from '@keyward/contract';
import type { Database, Tables } from '@keyward/database';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { z } from 'zod';

import { olderThan, pageOf, POSITION } from '../lists/newest-first.ts';
import { containing, mentions } from '../lists/search-text.ts';
import type { Caller } from '../people/caller.ts';
import { readChangeRow } from './change-record.ts';
import { heldRoleThen, isAbout } from './may-decide.ts';
import { summariseChanges } from './present-change.ts';

type Filtered<O> = SelectQueryBuilder<Tables, 'change', O>;

/** Changes newest first, by keyset: page 1,000 costs what page 1 costs. @throws Refusal `invalid_cursor` */
export async function listChanges(
  db: Database,
  query: ChangesQuery,
  caller: Caller,
): Promise<z.infer<typeof changePage>> {
  const { limit, cursor, ...filters } = query;
  const scope = { ...filters, for: filters.awaiting && caller.person.id };
  let select = withFilters(
    db.selectFrom('change').selectAll().select(POSITION.as('position')),
    filters,
    caller,
  );
  if (cursor !== undefined) select = select.where(olderThan(cursor, scope));
  const rows = await select
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { shown, nextCursor } = pageOf(rows, limit, scope);
  return {
    items: await summariseChanges(db, shown.map(readChangeRow)),
    nextCursor,
  };
}

type Filters = Omit<ChangesQuery, 'limit' | 'cursor'>;

function withFilters<O>(
  select: Filtered<O>,
  filters: Filters,
  caller: Caller,
): Filtered<O> {
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
  if (filters.requester !== undefined) {
    const name = filters.requester.toLowerCase();
    query = query.where((is) =>
      is('requester_id', 'in', (from) =>
        from
          .selectFrom('person')
          .select('person.id')
          .where(sql`lower(username)`, '=', name),
      ),
    );
  }
  if (filters.ticket !== undefined) {
    query = query.where(sql`lower(ticket)`, '=', filters.ticket.toLowerCase());
  }
  if (filters.host !== undefined) {
    query = query.where(
      sql`frozen_target->>'host'`,
      '=',
      filters.host.toLowerCase(),
    );
  }
  if (filters.q !== undefined && filters.q.trim() !== '') {
    const text = filters.q;
    query = query.where((is) =>
      is.or([
        mentions(sql<string>`search`, text, caller),
        is(sql`'chg-' || number`, 'like', containing(text)),
      ]),
    );
  }
  return filters.awaiting === undefined ? query : awaiting(query, caller);
}

/** What this person can decide now: pending, not their own, for a role they held then, not decided by them yet. */
function awaiting<O>(query: Filtered<O>, caller: Caller): Filtered<O> {
  if (!caller.permissions.includes('changes:decide')) {
    return query.where(sql<boolean>`false`);
  }
  return query
    .where('state', '=', 'pending')
    .where('expires_at', '>', sql<Date>`now()`)
    .where('decide_by', '>', sql<Date>`now()`)
    .where('requester_id', '<>', caller.person.id)
    .where(heldRoleThen(sql`${caller.person.id}`))
    .where(sql<boolean>`not ${isAbout(sql`${caller.person.id}`)}`)
    .where((is) =>
      is.not(
        is.exists((from) =>
          from
            .selectFrom('approval')
            .select('approval.id')
            .whereRef('approval.change_id', '=', 'change.id')
            .where('approval.person_id', '=', caller.person.id),
        ),
      ),
    );
}
