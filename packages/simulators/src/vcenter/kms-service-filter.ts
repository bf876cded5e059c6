import {
  DEFAULT_SERVICE_PORT,
  kmsServiceFilter,
} from '@keyward/vcenter-client/wire';
import type {
  KmsServiceInfo,
  KmsServiceSummary,
} from '@keyward/vcenter-client/wire';

import type { Address, RegisteredService } from './state.ts';

/** The services that a query body admits; null when the body is no filter. */
export function filterServices(
  services: RegisteredService[],
  body: unknown,
): RegisteredService[] | null {
  const parsed = kmsServiceFilter.safeParse(body ?? {});
  if (!parsed.success) return null;
  const {
    services: ids,
    address,
    group,
    trust_authority_cluster: clusters,
  } = parsed.data;
  return services.filter(
    (service) =>
      (!ids?.length || ids.includes(service.id)) &&
      (!group?.length || group.includes(service.group)) &&
      (!clusters?.length || clusters.includes(service.trustAuthorityCluster)) &&
      (!address?.length ||
        address.some((wanted) => sameAddress(wanted, service.address))),
  );
}

export function sameAddress(
  a: { hostname: string; port?: number | undefined },
  b: Address,
): boolean {
  return (
    a.hostname === b.hostname &&
    (a.port ?? DEFAULT_SERVICE_PORT) === (b.port ?? DEFAULT_SERVICE_PORT)
  );
}

export function summaryOf(service: RegisteredService): KmsServiceSummary {
  return {
    service: service.id,
    address: service.address,
    group: service.group,
    trust_authority_cluster: service.trustAuthorityCluster,
  };
}

export function infoOf(service: RegisteredService): KmsServiceInfo {
  return {
    address: service.address,
    group: service.group,
    trust_authority_cluster: service.trustAuthorityCluster,
    trusted_CA: { cert_chain: service.certificates },
  };
}
