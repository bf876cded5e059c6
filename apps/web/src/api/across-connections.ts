import type { EstateSource } from '@keyward/contract';
import { queryOptions } from '@tanstack/react-query';

import { acrossKey } from './across-key.ts';
import { callRoute } from './call-route.ts';
import type { CollectionName } from './estate.ts';

/** Long enough for a target that answers at once; what is slower is asked for again by the page. */
const WAIT = { wait: 1 };
/** How often a page asks again while the console is still reading targets. */
const READING_MS = 2_000;

/** A read that has failed before is not waited for: the console tries again as often as somebody looks. */
function isBeingRead({
  refreshing,
  problem,
}: Pick<EstateSource, 'refreshing' | 'problem'>): boolean {
  return refreshing && problem === null;
}

function untilRead(query: {
  state: { data: { sources: readonly EstateSource[] } | undefined };
}): number | false {
  return query.state.data?.sources.some(isBeingRead) === true
    ? READING_MS
    : false;
}

/** One collection of every connection that has it. */
export function estateOfAllQuery(collection: CollectionName) {
  return queryOptions({
    queryKey: [...acrossKey, collection],
    queryFn: ({ signal }) =>
      callRoute('readEstateOfAll', {
        params: { collection },
        query: WAIT,
        signal,
      }),
    staleTime: 30_000,
    refetchInterval: ({ state }) =>
      state.data?.connections.some(({ answer }) =>
        isBeingRead({
          refreshing: answer?.refreshing === true,
          problem: answer?.error?.message ?? null,
        }),
      ) === true
        ? READING_MS
        : false,
  });
}

export const certificatesQuery = queryOptions({
  queryKey: [...acrossKey, 'certificates'],
  queryFn: ({ signal }) =>
    callRoute('listCertificates', { query: WAIT, signal }),
  staleTime: 30_000,
  refetchInterval: untilRead,
});

export const expiryAgendaQuery = queryOptions({
  queryKey: [...acrossKey, 'expiry-agenda'],
  queryFn: ({ signal }) =>
    callRoute('readExpiryAgenda', { query: WAIT, signal }),
  staleTime: 30_000,
  refetchInterval: untilRead,
});

export const estateMatrixQuery = queryOptions({
  queryKey: [...acrossKey, 'matrix'],
  queryFn: ({ signal }) =>
    callRoute('readEstateMatrix', { query: WAIT, signal }),
  staleTime: 30_000,
  refetchInterval: untilRead,
});

/** As last read: no target is asked for it. */
export const driftQuery = queryOptions({
  queryKey: [...acrossKey, 'drift', 'remembered'],
  queryFn: ({ signal }) => callRoute('readDrift', { signal }),
  staleTime: 30_000,
});

/** The same after everything it is made from was asked for. */
export const driftAfterReadingQuery = queryOptions({
  queryKey: [...acrossKey, 'drift', 'read'],
  queryFn: async ({ signal }) => {
    await Promise.all(
      (['trusted-clusters', 'key-providers', 'key-managers'] as const).map(
        (collection) =>
          callRoute('readEstateOfAll', {
            params: { collection },
            query: WAIT,
            signal,
          }),
      ),
    );
    return callRoute('readDrift', { signal });
  },
  staleTime: 30_000,
  refetchInterval: untilRead,
});
