import type { Handlers } from '../http/handler.ts';
import { search, type SearchParts } from '../search/search.ts';
import { readStatus } from '../status/read-status.ts';

/** Finding things, and where they stand. */
export function lookupRoutes(
  parts: SearchParts,
): Pick<Handlers, 'search' | 'readStatus'> {
  return {
    search: async ({ query, caller }) => ({
      body: await search(parts, query, caller),
    }),
    readStatus: async ({ query }) => ({ body: await readStatus(parts, query) }),
  };
}
