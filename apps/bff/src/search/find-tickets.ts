import { changeState, type SearchHit } from '@keyward/contract';
import type { Database } from '@keyward/database';
import { sql } from 'kysely';

import { beginning } from '../lists/search-text.ts';
import { changeReference } from '../references.ts';
import { type Found, foundOf, OF_A_KIND } from './hits.ts';
import type { SearchText } from './read-search-text.ts';

/** Changes named with a ticket. */
const SHOWN = 3;

/** Tickets by how they begin, each with its newest changes. Everybody who follows changes reads their tickets. */
export async function findTickets(
  db: Database,
  { text }: SearchText,
): Promise<Found> {
  const tickets = await ticketsBeginning(db, text);
  const hits = await Promise.all(
    tickets.map(async (key): Promise<SearchHit[]> => {
      const rows = await db
        .selectFrom('change')
        .select(['id', 'number', 'state', 'ticket'])
        .where(sql<boolean>`lower(ticket) = ${key}`)
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(SHOWN + 1)
        .execute();
      const ticket = rows[0]?.ticket;
      if (ticket === undefined || ticket === null) return [];
      return [
        {
          kind: 'ticket',
          match: key === text ? 'exact' : 'prefix',
          ticket,
          changes: rows.slice(0, SHOWN).map((row) => ({
            id: row.id,
            reference: changeReference(row.number),
            state: changeState.parse(row.state),
          })),
          more: rows.length > SHOWN,
        },
      ];
    }),
  );
  return foundOf(hits.flat());
}

/** From one ticket to the next by the index, however many changes each has. */
async function ticketsBeginning(db: Database, text: string): Promise<string[]> {
  const begins = sql`lower(ticket) like ${beginning(text)}`;
  const next = sql`order by lower(ticket) using ~<~ limit 1`;
  const { rows } = await sql<{ ticket: string }>`
    with recursive found (ticket, place) as (
      (select lower(ticket), 1 from change where ${begins} ${next})
      union all
      select (select lower(change.ticket) from change
          where ${begins} and lower(change.ticket) ~>~ found.ticket ${next}), place + 1
        from found where found.ticket is not null and place <= ${OF_A_KIND})
    select ticket from found where ticket is not null`.execute(db);
  return rows.map((row) => row.ticket);
}
