import type { Handlers } from '../http/handler.ts';
import {
  type CatalogueParts,
  listOperations,
} from '../operations/catalogue.ts';

/** The kinds of change that the console can make. */
export function operationRoutes(
  parts: CatalogueParts,
): Pick<Handlers, 'listOperations'> {
  return {
    async listOperations({ caller }) {
      const items = await listOperations(parts);
      if (caller.permissions.includes('connections:read')) {
        return { body: { items } };
      }
      // What a target runs is nothing that the names-only view of connections shows.
      return {
        body: { items: items.map((item) => ({ ...item, connections: [] })) },
      };
    },
  };
}
