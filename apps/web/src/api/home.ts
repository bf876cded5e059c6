import { HOME_LISTS, type HomeAnswer } from '@keyward/contract';
import type { QueryClient } from '@tanstack/react-query';

import { callRoute, routeUrl } from './call-route.ts';
import { prime } from './primed.ts';

const PARTS = {
  running: routeUrl('listTasks', { query: HOME_LISTS.running }),
  endedBadly: routeUrl('listTasks', { query: HOME_LISTS.endedBadly }),
  concerning: routeUrl('listChanges', { query: HOME_LISTS.concerning }),
  deciding: routeUrl('listChanges', { query: HOME_LISTS.deciding }),
  tried: routeUrl('listChanges', { query: HOME_LISTS.tried }),
  drafts: routeUrl('listDrafts'),
  unread: routeUrl('readInbox', { query: HOME_LISTS.unread }),
} as const satisfies Record<keyof HomeAnswer, string>;

async function partOf(
  home: Promise<HomeAnswer>,
  name: keyof HomeAnswer,
): Promise<unknown> {
  const part = (await home)[name];
  if (part === null) throw new Error('Not for this reader.');
  return part;
}

/**
 * Asks for everything that the home page is about to read in one call, while its scripts are still on their way; only when
 * it is the first page that somebody opens. A read whose part does not come asks for itself.
 */
export function readHomeAhead(queryClient: QueryClient): void {
  const isFirst = queryClient
    .getQueryCache()
    .getAll()
    .every(({ queryKey }) => queryKey[0] === 'session');
  if (!isFirst) return;
  const home = callRoute('readHome');
  for (const name of Object.keys(PARTS) as (keyof HomeAnswer)[]) {
    // Object.keys loses the key type.
    prime(PARTS[name], partOf(home, name));
  }
}
