import {
  changeState,
  operationContract,
  operationId,
  type SearchHit,
} from '@keyward/contract';
import type { Database } from '@keyward/database';
import { sql } from 'kysely';

import { CHANGE_WORDS } from '../changes/list-changes.ts';
import type { Caller } from '../people/caller.ts';
import { changeReference } from '../references.ts';
import { findIds, type Matches, newestWhere } from './find-ids.ts';
import { type Found, foundOf, NOTHING } from './hits.ts';
import { type Around, byContent, byName, ofAny } from './id-queries.ts';
import type { SearchText } from './read-search-text.ts';

/**
 * Changes by reference, id, ticket, connection and requester; for those who read changes in full by the words of their
 * content too. To anybody else a hit by such words would say what a change is about.
 */
export async function findChanges(
  db: Database,
  asked: SearchText,
  around: Around,
  caller: Pick<Caller, 'permissions'>,
): Promise<Found> {
  const { text } = asked;
  const found = await findIds(db, [
    ...byName('change', asked),
    {
      match: 'words',
      ids: newestWhere('change', sql<boolean>`lower(ticket) = ${text}`),
    },
    ...ofAny('change', 'requester_id', around.requesters),
    ...ofAny('change', 'connection_id', around.connections),
    ...byContent('change', CHANGE_WORDS, text, caller),
  ]);
  return readHits(db, found);
}

async function readHits(db: Database, found: Matches): Promise<Found> {
  if (found.size === 0) return NOTHING;
  const rows = await db
    .selectFrom('change')
    .leftJoin('connection', 'connection.id', 'change.connection_id')
    .select([
      'change.id',
      'change.number',
      'change.operation',
      'change.state',
      'change.ticket',
      'change.created_at',
      'connection.name as target',
    ])
    .where('change.id', 'in', [...found.keys()])
    .orderBy('change.created_at', 'desc')
    .execute();
  return foundOf(
    rows.map((row): SearchHit => ({
      kind: 'change',
      match: found.get(row.id) ?? 'words',
      id: row.id,
      reference: changeReference(row.number),
      title: operationContract(operationId.parse(row.operation)).title,
      state: changeState.parse(row.state),
      target: row.target,
      ticket: row.ticket,
      createdAt: row.created_at.toISOString(),
    })),
  );
}
