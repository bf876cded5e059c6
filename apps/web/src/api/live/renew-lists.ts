import type {
  InfiniteData,
  Query,
  QueryClient,
  QueryKey,
} from '@tanstack/react-query';

import { callRoute, type QueryValue } from '../call-route.ts';
import { changeKeys } from '../changes.ts';
import { taskKeys, taskListQuery } from '../tasks.ts';

interface Row {
  id: string;
  v: number;
}

interface Page {
  items: Row[];
  nextCursor: string | null;
}

/** A list this long is not read again page by page each time something moves; its rows follow the events. */
const SHORT_PAGES = 4;

function isLong(query: Query): boolean {
  const data = query.state.data as InfiniteData<Page> | undefined; // The lists below hold nothing else.
  return (data?.pages.length ?? 0) > SHORT_PAGES;
}

/**
 * A list with its first page as it is now. Rows that the fresh page pushed out follow it; of a row that is known in two
 * versions the newer one stays. Pure.
 */
export function withFirstPage<P extends Page>(
  data: InfiniteData<P>,
  fresh: P,
): InfiniteData<P> {
  const [first, second, ...others] = data.pages;
  if (first === undefined || second === undefined) return data;
  const known = new Map(first.items.map((row) => [row.id, row]));
  const items = fresh.items.map((row) => {
    const before = known.get(row.id);
    return before !== undefined && before.v > row.v ? before : row;
  });
  const there = new Set(fresh.items.map(({ id }) => id));
  const pushedOut = first.items.filter(({ id }) => !there.has(id));
  const later = [second, ...others].map((page) =>
    page.items.some(({ id }) => there.has(id))
      ? { ...page, items: page.items.filter(({ id }) => !there.has(id)) }
      : page,
  );
  const [next, ...rest] = later;
  return {
    ...data,
    pages: [
      { ...fresh, items },
      ...(next === undefined
        ? []
        : [{ ...next, items: [...pushedOut, ...next.items] }]),
      ...rest,
    ],
  };
}

async function readFirstPage([root, , filters]: QueryKey) {
  const query = (filters ?? {}) as Record<string, QueryValue>; // What tasksQuery and changesQuery put there.
  return root === taskKeys.all[0]
    ? callRoute('listTasks', { query: taskListQuery(query) })
    : callRoute('listChanges', { query });
}

async function renewFirstPage(
  queryClient: QueryClient,
  queryKey: QueryKey,
): Promise<void> {
  const fresh = await readFirstPage(queryKey);
  queryClient.setQueryData<InfiniteData<Page>>(queryKey, (data) =>
    data === undefined ? undefined : withFirstPage(data, fresh),
  );
}

/** Has what stands under a key read again. Of a list that somebody has read far into, only the first page is. */
export function renew(queryClient: QueryClient, queryKey: QueryKey): void {
  const isList = [taskKeys.lists, changeKeys.lists].some(
    (key) => JSON.stringify(key) === JSON.stringify(queryKey),
  );
  const long = isList
    ? queryClient
        .getQueryCache()
        .findAll({ queryKey, type: 'active', predicate: isLong })
    : [];
  void queryClient.invalidateQueries({
    queryKey,
    predicate: (query) => !long.includes(query),
  });
  for (const query of long) {
    // A page that cannot be read now is read with the next event; the rows follow the stream meanwhile.
    renewFirstPage(queryClient, query.queryKey).catch(() => undefined);
  }
}
