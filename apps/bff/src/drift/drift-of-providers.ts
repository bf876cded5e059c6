import type { DriftItem } from '@keyward/contract';

import type { SweptItem } from '../connections/estate/swept-items.ts';
import { aboutItem } from './about-item.ts';
import { severityOf } from './drift-of-clusters.ts';

/** A provider whose health is bad, and servers that one side does not trust. */
export function driftOfProvider(
  found: SweptItem<'key-providers'>,
): DriftItem[] {
  const { health, details, servers, trustAuthorityCluster, provider } =
    found.item;
  const about = aboutItem('key-providers', found);
  const severity = severityOf(health);
  const halves = servers.flatMap((server): DriftItem[] => {
    const { name, clientTrustsServer, serverTrustsClient } = server;
    if (clientTrustsServer !== false && serverTrustsClient !== false) return [];
    return [
      {
        type: 'trust_half_missing',
        ...about,
        severity: 'problem',
        trustAuthorityCluster,
        provider,
        server: name,
        clientTrustsServer,
        serverTrustsClient,
      },
    ];
  });
  return severity === null
    ? halves
    : [
        { type: 'provider_unhealthy', ...about, severity, health, details },
        ...halves,
      ];
}
