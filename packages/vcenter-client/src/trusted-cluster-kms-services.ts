import type { FrozenRequest } from '@keyward/contract';

import { fromInfo, fromSummary } from './key-provider-service.ts';
import type {
  KeyProviderService,
  KeyProviderServiceDetail,
} from './key-provider-service.ts';
import { notFoundAsNull } from './not-found.ts';
import { pathSegment } from './path-segment.ts';
import type { VcenterTransport } from './transport.ts';
import { kmsServiceInfo, kmsServiceSummaries } from './wire/kms-services.ts';

export type KmsServiceSource =
  | { type: 'SERVICE'; service: string }
  | { type: 'CLUSTER'; trustAuthorityCluster: string };

/** Key provider services that a trusted cluster is configured to use (the desired state). */
export function createTrustedClusterKmsServices(transport: VcenterTransport) {
  return {
    /** Null when vCenter has no such cluster. */
    async query(cluster: string): Promise<KeyProviderService[] | null> {
      const request = {
        method: 'POST',
        path: pathOf(cluster),
        query: { action: 'query' },
        body: {},
      } as const;
      const services = await notFoundAsNull(
        transport.read(
          kmsServiceSummaries,
          'a list of key provider services',
          request,
        ),
      );
      return services && services.map(fromSummary);
    },

    /** Null when the cluster does not use the service. */
    async get(
      cluster: string,
      service: string,
    ): Promise<KeyProviderServiceDetail | null> {
      const path = `${pathOf(cluster)}/${pathSegment(service)}`;
      const info = await notFoundAsNull(
        transport.read(kmsServiceInfo, 'a key provider service', {
          method: 'GET',
          path,
        }),
      );
      return info && fromInfo(service, info);
    },
  };
}

/**
 * The call that configures a cluster for a service; answered by a task whose result is the service id.
 *
 * Vendor source: vSphere Automation API 7.0.0–8.0.3, trusted_clusters.kms.services create. The portal prints the
 * query as `__vmw-task=true`; the wire form is `?vmw-task=true`.
 *
 * @throws RangeError for a cluster id that a path cannot carry.
 */
export function configureClusterKmsServiceRequest(
  cluster: string,
  source: KmsServiceSource,
): FrozenRequest {
  const body =
    source.type === 'SERVICE'
      ? { type: source.type, service: source.service }
      : {
          type: source.type,
          trust_authority_cluster: source.trustAuthorityCluster,
        };
  return {
    method: 'POST',
    path: pathOf(cluster),
    query: { 'vmw-task': 'true' },
    body,
  };
}

function pathOf(cluster: string): string {
  return `/api/vcenter/trusted-infrastructure/trusted-clusters/${pathSegment(cluster)}/kms/services`;
}
