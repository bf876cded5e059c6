import type { DriftItem } from '@keyward/contract';

import type { SweptItem } from '../connections/estate/swept-items.ts';
import { aboutItem } from './about-item.ts';

/** Key servers that nodes of the array do not reach; one of which nothing is known is no matter. */
export function driftOfKeyManager(
  found: SweptItem<'key-managers'>,
): DriftItem[] {
  const about = aboutItem('key-managers', found);
  return found.item.servers.flatMap(
    ({ server, connectivity, nodes }): DriftItem[] => {
      if (connectivity === 'available' || connectivity === 'unknown') return [];
      return [
        {
          type: 'key_server_not_available',
          ...about,
          severity: connectivity === 'partial' ? 'warning' : 'problem',
          server,
          connectivity,
          nodes: nodes
            .filter(({ state }) => state !== 'available')
            .map(({ node }) => node),
        },
      ];
    },
  );
}
