import type { CertificateHitPlace } from '@keyward/contract';

import type { HeldCollection } from '../connections/estate/estate-cache.ts';
import type { KnownConnection } from './known-connections.ts';

/** The connections there are, and what was read of them before. */
export interface KnownEstate {
  known: readonly KnownConnection[];
  shown: readonly HeldCollection[];
}

type InEstate = Extract<CertificateHitPlace, { type: 'estate' }>;

interface EstatePlace {
  place: InEstate;
  collection: HeldCollection['collection'];
  item: HeldCollection['items'][number];
}

/** Every item of the estate that is known, of connections that are still there and lead to where it was read. */
export function estatePlaces({ known, shown }: KnownEstate): EstatePlace[] {
  const connections = new Map(known.map((each) => [each.summary.id, each]));
  return shown.flatMap(({ connectionId, v, collection, items }) => {
    const connection = connections.get(connectionId);
    if (connection?.v !== v) return [];
    return items.map((item): EstatePlace => {
      const { id, name } = item;
      return {
        collection,
        item,
        place: {
          type: 'estate',
          connection: connection.summary,
          collection,
          item: { id, name },
        },
      };
    });
  });
}
