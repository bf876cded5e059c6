import type { Mode } from '../config.ts';
import { readHome } from '../home/read-home.ts';
import type { Handlers } from '../http/handler.ts';
import { search, type SearchParts } from '../search/search.ts';
import { readStatus } from '../status/read-status.ts';

/** Finding things, and where they stand. */
export function lookupRoutes(
  parts: SearchParts & { mode: Mode },
): Pick<Handlers, 'readHome' | 'search' | 'readStatus'> {
  return {
    readHome: async ({ caller }) => ({
      body: await readHome(parts.db, parts.mode, caller),
    }),
    search: async ({ query, caller }) => ({
      body: await search(parts, query, caller),
    }),
    readStatus: async ({ query }) => ({ body: await readStatus(parts, query) }),
  };
}
