import {
  ESTATE_ITEMS,
  type Collection,
  type EstateItem,
} from '@keyward/contract';
import { useQuery } from '@tanstack/react-query';

import { problemOf } from '../api/api-problem.ts';
import { estateQuery } from '../api/estate.ts';

/** What a connection reports, as a form or a table needs it: never only "loading or not". */
export interface Estate<C extends Collection> {
  items: EstateItem<C>[];
  /** `failed` only while there is nothing to show; a failed refresh keeps the items and sets `error`. */
  state: 'loading' | 'ready' | 'failed';
  observedAt: string | null;
  isRefreshing: boolean;
  error: string | null;
  look: () => void;
}

/** Reads one collection of a connection's estate; an empty connection id reads nothing. */
export function useEstate<C extends Collection>(
  connectionId: string,
  collection: C,
): Estate<C> {
  const query = useQuery({
    ...estateQuery(connectionId, collection),
    enabled: connectionId !== '',
    refetchInterval: (current) =>
      current.state.data?.refreshing === true ? REFRESHING_MS : false,
  });
  const answer = query.data;
  const items = readItems(collection, answer?.items ?? []);
  const failure =
    query.error === null
      ? (answer?.error?.message ?? null)
      : describe(query.error);
  const hasNothing =
    answer === undefined || (answer.observedAt === null && items.length === 0);
  return {
    items,
    state: !hasNothing ? 'ready' : failure !== null ? 'failed' : 'loading',
    observedAt: answer?.observedAt ?? null,
    isRefreshing: query.isFetching || (answer?.refreshing ?? false),
    error: failure,
    look: () => void query.refetch(),
  };
}

/** How often a page asks again while the console is still reading the target. */
const REFRESHING_MS = 2_000;

/** Items as the contract knows them; what it does not know is left out. */
export function readItems<C extends Collection>(
  collection: C,
  items: readonly unknown[],
): EstateItem<C>[] {
  return items.flatMap((item) => readItem(collection, item));
}

function readItem<C extends Collection>(
  collection: C,
  item: unknown,
): EstateItem<C>[] {
  const parsed = ESTATE_ITEMS[collection].safeParse(item);
  return parsed.success ? [parsed.data as EstateItem<C>] : []; // Indexing by C loses the link between schema and type.
}

function describe(error: Error): string {
  const problem = problemOf(error);
  return problem.detail ?? problem.title;
}
