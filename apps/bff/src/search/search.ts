import type { SearchAnswer, SearchQuery } from '@keyward/contract';
import type { Database } from '@keyward/database';

import type { EstateCache } from '../connections/estate/estate-cache.ts';
import type { Caller } from '../people/caller.ts';
import { findCertificates } from './find-certificates.ts';
import { findChanges } from './find-changes.ts';
import {
  findConnections,
  findHosts,
  namedConnections,
} from './find-connections.ts';
import { findKeyServers } from './find-key-servers.ts';
import { findPeopleNamed, requestersNamed } from './find-people.ts';
import { findTasks } from './find-tasks.ts';
import { findTickets } from './find-tickets.ts';
import { rankHits } from './hits.ts';
import { knownConnections } from './known-connections.ts';
import { readSearchText } from './read-search-text.ts';

export interface SearchParts {
  db: Database;
  /** What was read of targets before; nothing is asked of them here. */
  estate: Pick<EstateCache, 'held'>;
}

/** Everything that this person may see and may have meant, best first. */
export async function search(
  { db, estate }: SearchParts,
  { q, limit }: SearchQuery,
  caller: Pick<Caller, 'permissions'>,
): Promise<SearchAnswer> {
  const text = readSearchText(q);
  const may = new Set(caller.permissions);
  const [known, requesters] = await Promise.all([
    knownConnections(db),
    requestersNamed(db, text),
  ]);
  const around = { connections: namedConnections(known, text), requesters };
  const readsContent = may.has('changes:read-full') && may.has('estate:read');
  const shown = readsContent ? estate.held() : [];
  const inMemory = [
    findConnections(known, text),
    findHosts(known, text, caller),
  ];
  const inDatabase = await Promise.all([
    findChanges(db, text, around, caller),
    findTasks(db, text, around, caller),
    findTickets(db, text),
    ...(may.has('people:manage') ? [findPeopleNamed(db, text)] : []),
    ...(readsContent
      ? [
          findCertificates(db, { known, shown }, text),
          findKeyServers(db, { known, shown }, text),
        ]
      : []),
  ]);
  return rankHits([...inMemory, ...inDatabase], limit);
}
