import type { DriftItem } from '@keyward/contract';

import type { SweptItem } from '../connections/estate/swept-items.ts';
import { aboutItem } from './about-item.ts';

type Cluster = SweptItem<'trusted-clusters'>;
type Service = Cluster['item']['services'][number];

/** Where the hosts of a trusted cluster do something else than what is configured. */
export function driftOfCluster(found: Cluster): DriftItem[] {
  const { services, drift, appliedError } = found.item;
  const about = aboutItem('trusted-clusters', found);
  if (appliedError !== null) {
    const severity = 'warning';
    return [
      { type: 'applied_unreadable', ...about, severity, message: appliedError },
    ];
  }
  return [
    ...drift.map(({ address, health }) => ({
      type: 'unexplained_service' as const,
      ...about,
      severity: 'problem' as const,
      address,
      health,
    })),
    ...services.flatMap((service) => driftOfService(about, service)),
  ];
}

function driftOfService(
  about: ReturnType<typeof aboutItem<'trusted-clusters'>>,
  { service, address, applied }: Service,
): DriftItem[] {
  if (applied === null) {
    const severity = 'problem';
    return [
      { type: 'service_not_applied', ...about, severity, service, address },
    ];
  }
  const { health } = applied;
  const severity = severityOf(health);
  return severity === null
    ? []
    : [
        {
          type: 'service_unhealthy',
          ...about,
          severity,
          service,
          address,
          health,
        },
      ];
}

/** Null for what is well, and for what vCenter says nothing about. */
export function severityOf(health: string): DriftItem['severity'] | null {
  if (health === 'ERROR') return 'problem';
  return health === 'OK' || health === 'NONE' ? null : 'warning';
}
