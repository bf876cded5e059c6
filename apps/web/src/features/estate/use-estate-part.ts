import type { Collection, EstateOfAll } from '@keyward/contract';
import { useQueries } from '@tanstack/react-query';

import { estateOfAllQuery } from '../../api/across-connections.ts';
import { hasAllWords, itemText } from '../../list/item-text.ts';

type Entry = EstateOfAll['connections'][number];
type Answer = NonNullable<Entry['answer']>;

/** What one connection reports of one collection, as far as the filter lets it through. */
export interface ReportedCollection {
  collection: Collection;
  answer: Answer | null;
  items: Answer['items'];
}

/** One connection with all that it reports of a part of the estate. */
export interface ConnectionEstate extends Omit<Entry, 'answer'> {
  reported: ReportedCollection[];
}

/** A part of the estate over all connections, filtered and grouped by connection. */
export function useEstatePart(
  collections: readonly Collection[],
  filter: string,
) {
  const queries = useQueries({ queries: collections.map(estateOfAllQuery) });
  const groups = new Map<string, ConnectionEstate>();
  let known = 0;
  for (const [index, collection] of collections.entries()) {
    for (const entry of queries[index]?.data?.connections ?? []) {
      const { answer, ...connection } = entry;
      const group = groups.get(entry.connectionId) ?? {
        ...connection,
        reported: [],
      };
      groups.set(entry.connectionId, group);
      const all = answer?.items ?? [];
      known += all.length;
      const items = all.filter((item) =>
        hasAllWords(`${entry.name.toLowerCase()}\n${itemText(item)}`, filter),
      );
      group.reported.push({ collection, answer, items });
    }
  }
  const found = [...groups.values()];
  return {
    groups: found,
    known,
    shown: found
      .flatMap(({ reported }) => reported)
      .reduce((sum, { items }) => sum + items.length, 0),
    isPending: queries.some(({ data }) => data === undefined),
    isFetching: queries.some(({ isFetching }) => isFetching),
    error: queries.find(
      ({ error, data }) => error !== null && data === undefined,
    )?.error,
    look: () => {
      for (const { refetch } of queries) void refetch();
    },
  };
}
