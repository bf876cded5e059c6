import { fromInfo, fromSummary } from './key-provider-service.ts';
import type {
  KeyProviderService,
  KeyProviderServiceDetail,
} from './key-provider-service.ts';
import { notFoundAsNull } from './not-found.ts';
import { pathSegment } from './path-segment.ts';
import type { VcenterTransport } from './transport.ts';
import { kmsServiceInfo, kmsServiceSummaries } from './wire/kms-services.ts';
import type { KmsServiceFilter } from './wire/kms-services.ts';

const PATH = '/api/vcenter/trusted-infrastructure/kms/services';

/** Key provider services registered in the workload vCenter. */
export function createKmsServices(transport: VcenterTransport) {
  return {
    async query(filter: KmsServiceFilter = {}): Promise<KeyProviderService[]> {
      const request = {
        method: 'POST',
        path: PATH,
        query: { action: 'query' },
        body: filter,
        isRead: true,
      } as const;
      return (
        await transport.read(
          kmsServiceSummaries,
          'a list of key provider services',
          request,
        )
      ).map(fromSummary);
    },

    /** Null when no such service is registered. */
    async get(service: string): Promise<KeyProviderServiceDetail | null> {
      const path = `${PATH}/${pathSegment(service)}`;
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
