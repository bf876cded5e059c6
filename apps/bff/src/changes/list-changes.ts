import type { ChangeOrder, ChangesQuery, changePage } from '@keyward/contract';
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
import { readChangeRow } from './change-record.ts';
import { heldRoleThen, isAbout } from './may-decide.ts';
import { summariseChanges } from './present-change.ts';

type Filters = Omit<ChangesQuery, 'limit' | 'cursor'>;

/** The expression of an index; one that differs by a letter reads the whole table. */
export const CHANGE_WORDS = sql<string>`(' chg-' || number::text || ' ' || search || ' ')`;

/** The condition of an index; one that differs may not be answered from it. */
const CONCERNING = sql<boolean>`(set_aside_at is null
  and state in ('pending', 'approved', 'running', 'rejected', 'stale', 'expired', 'failed'))`;

/** Stands for whoever asks. */
const ME = 'me';

const ORDERS = {
  newest: { key: sql<Date>`created_at`, direction: 'desc', conditions: [] },
  oldest: { key: sql<Date>`created_at`, direction: 'asc', conditions: [] },
  deadline: {
    key: sql<Date>`(case when state = 'pending' then decide_by else expires_at end)`,
    direction: 'asc',
    conditions: [sql<boolean>`state in ('pending', 'approved')`],
  },
} as const satisfies Record<
  ChangeOrder,
  Pick<ListShape, 'key' | 'direction' | 'conditions'>
>;

/** Changes by keyset: page 1,000 costs what page 1 costs. @throws Refusal `invalid_cursor` */
export async function listChanges(
  db: Database,
  query: ChangesQuery,
  caller: Caller,
): Promise<z.infer<typeof changePage>> {
  const { limit, cursor, ...filters } = query;
  const isPersonal =
    filters.awaiting !== undefined ||
    filters.concerns !== undefined ||
    filters.requester === ME;
  const scope = { ...filters, for: isPersonal ? caller.person.id : undefined };
  const shape = shapeOf(filters, caller);
  const from = cursor === undefined ? [] : [behind(shape, cursor, scope)];
  const rows = await db
    .selectFrom('change')
    .selectAll()
    .select(positionOf(shape.key).as('position'))
    .where(sql<boolean>`id = any (array(${idsOfPage(shape, limit + 1, from)}))`)
    .orderBy(shape.key, shape.direction)
    .orderBy('id', shape.direction)
    .execute();
  const { shown, nextCursor } = pageOf(rows, limit, scope);
  return {
    items: await summariseChanges(db, shown.map(readChangeRow), caller),
    nextCursor,
    ...(await countOnFirstPage(
      cursor,
      { shown: shown.length, isMore: nextCursor !== null },
      () => countList(db, shape),
    )),
  };
}

function shapeOf(filters: Filters, caller: Caller): ListShape {
  const order = ORDERS[filters.sort ?? 'newest'];
  return {
    ...order,
    table: 'change',
    choices: [
      { column: 'state', values: filters.state ?? [] },
      { column: 'operation', values: filters.operation ?? [] },
    ],
    conditions: [...order.conditions, ...conditionsOf(filters, caller)],
  };
}

function conditionsOf(filters: Filters, caller: Caller): RawBuilder<boolean>[] {
  const { connectionId, requester, ticket, host, q } = filters;
  const conditions: RawBuilder<boolean>[] = [];
  if (connectionId !== undefined) {
    conditions.push(sql<boolean>`connection_id = ${connectionId}`);
  }
  if (requester === ME) {
    conditions.push(sql<boolean>`requester_id = ${caller.person.id}::uuid`);
  } else if (requester !== undefined) {
    // One person at most; compared as a value, so that the index on it also gives the order.
    conditions.push(
      sql<boolean>`requester_id = (select id from person where lower(username) = ${requester.toLowerCase()})`,
    );
  }
  if (ticket !== undefined) {
    conditions.push(sql<boolean>`lower(ticket) = ${ticket.toLowerCase()}`);
  }
  if (host !== undefined) {
    conditions.push(
      sql<boolean>`(frozen_target->>'host') = ${host.toLowerCase()}`,
    );
  }
  if (q !== undefined && q.trim() !== '') {
    conditions.push(mentions(CHANGE_WORDS, q, caller));
  }
  if (filters.concerns !== undefined) {
    conditions.push(
      sql<boolean>`requester_id = ${caller.person.id}::uuid`,
      CONCERNING,
    );
  }
  if (filters.awaiting !== undefined) conditions.push(awaiting(caller));
  return conditions;
}

/** What this person can decide now: pending, not their own, for a role they held then, not decided by them yet. */
function awaiting(caller: Caller): RawBuilder<boolean> {
  if (!caller.permissions.includes('changes:decide')) {
    return sql<boolean>`false`;
  }
  const personId = sql`${caller.person.id}::uuid`;
  return sql<boolean>`(state = 'pending'
    and expires_at > now()
    and decide_by > now()
    and requester_id <> ${personId}
    and ${heldRoleThen(personId)}
    and not ${isAbout(personId)}
    and not exists (
      select from approval where approval.change_id = change.id and approval.person_id = ${personId}))`;
}
