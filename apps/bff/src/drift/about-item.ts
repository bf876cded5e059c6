import type { Collection } from '@keyward/contract';

import type { SweptItem } from '../connections/estate/swept-items.ts';
import { aboutConnection } from './drift-of-connections.ts';

/** What every matter of the estate says of its object. */
export function aboutItem<C extends Collection>(
  collection: C,
  { record, item, observedAt, isStale }: SweptItem<C>,
) {
  return {
    ...aboutConnection(record),
    collection,
    itemId: item.id,
    objectName: item.name,
    observedAt,
    stale: isStale,
  };
}
