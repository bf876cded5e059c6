import type { EstateCache } from '../connections/estate/estate-cache.ts';
import { findEstateItem } from '../connections/estate/find-estate-item.ts';
import type { Handlers } from '../http/handler.ts';

/** What connections report. */
export function estateRoutes(parts: {
  estate: Pick<EstateCache, 'read'>;
}): Pick<Handlers, 'readEstate' | 'readEstateItem'> {
  const { estate } = parts;
  return {
    async readEstate({ params, query }) {
      return {
        body: await estate.read(params.id, params.collection, query.wait),
      };
    },
    async readEstateItem({ params, query }) {
      const { id, collection, itemId } = params;
      return {
        body: await findEstateItem(estate, id, collection, itemId, query.wait),
      };
    },
  };
}
