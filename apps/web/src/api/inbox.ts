import { HOME_LISTS } from '@keyward/contract';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { callRoute } from './call-route.ts';
import { LARGEST_PAGE, readPages } from './read-pages.ts';

export const inboxKeys = { all: ['inbox'] as const };

/** How many notifications are unread. No polling: live events and coming back to the page ask again. */
export const unreadQuery = queryOptions({
  queryKey: [...inboxKeys.all, 'unread'],
  queryFn: ({ signal }) =>
    callRoute('readInbox', { query: HOME_LISTS.unread, signal }),
  select: (page) => page.unread,
  refetchOnWindowFocus: true,
});

export function inboxQuery(isUnreadOnly: boolean) {
  return infiniteQueryOptions({
    queryKey: [...inboxKeys.all, 'list', isUnreadOnly],
    queryFn: ({ pageParam, signal }) =>
      callRoute('readInbox', {
        query: {
          unread: isUnreadOnly ? 'true' : undefined,
          cursor: pageParam ?? undefined,
        },
        signal,
      }),
    initialPageParam: null as string | null, // The first page has no cursor; the type names the later ones.
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Everything one was told, newest first, for a file. */
export function allNotifications(isUnreadOnly: boolean, signal: AbortSignal) {
  return readPages(
    (cursor) =>
      callRoute('readInbox', {
        query: {
          unread: isUnreadOnly ? 'true' : undefined,
          limit: LARGEST_PAGE,
          cursor,
        },
        signal,
      }),
    signal,
  );
}

/** Marks these as read, or everything when none are named. */
export function markRead(ids?: readonly string[]) {
  return callRoute('markInboxRead', {
    body: ids === undefined ? {} : { ids },
  });
}
