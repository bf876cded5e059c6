import type { SearchHit } from '@keyward/contract';

import type { Caller } from '../people/caller.ts';
import { type Found, foundOf } from './hits.ts';
import type { KnownConnection } from './known-connections.ts';
import { matchOf } from './match-text.ts';
import type { SearchText } from './read-search-text.ts';

/** Connections by name or id. Everybody knows the names. */
export function findConnections(
  known: readonly KnownConnection[],
  { text, id }: SearchText,
): Found {
  return foundOf(
    known.flatMap(({ summary, health }): SearchHit[] => {
      const match = summary.id === id ? 'exact' : matchOf(summary.name, text);
      if (match === null) return [];
      const { name, kind: system } = summary;
      return [
        { kind: 'connection', match, id: summary.id, name, system, health },
      ];
    }),
  );
}

/**
 * Connections by the address that they lead to. Parts of an address count only for those who read addresses: to
 * anybody else each hit would give away another letter.
 */
export function findHosts(
  known: readonly KnownConnection[],
  { text }: SearchText,
  { permissions }: Pick<Caller, 'permissions'>,
): Found {
  const mayRead = permissions.includes('connections:read');
  const byHost = Map.groupBy(known, ({ host }) => host);
  return foundOf(
    [...byHost].flatMap(([host, there]): SearchHit[] => {
      const match = matchOf(host, text);
      if (match === null || (match !== 'exact' && !mayRead)) return [];
      const connections = there.map(({ summary }) => summary).slice(0, 20);
      return [{ kind: 'host', match, host, connections }];
    }),
  );
}

/** Connections whose changes and tasks are about what was looked for, though neither may be read in full. */
export function namedConnections(
  known: readonly KnownConnection[],
  { text }: SearchText,
): string[] {
  if (text.length < 2) return [];
  return known
    .filter(
      ({ summary, host }) =>
        matchOf(summary.name, text) !== null || host === text,
    )
    .slice(0, 10)
    .map(({ summary }) => summary.id);
}
