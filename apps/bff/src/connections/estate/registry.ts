import type { Collection } from '@keyward/contract';

import type { CollectionReader } from './collection-reader.ts';
import { keyManagers } from './key-managers.ts';
import { keyProviderServices } from './key-provider-services.ts';
import { keyProviders } from './key-providers.ts';
import { nativeProviders } from './native-providers.ts';
import { trustAuthorityClusters } from './trust-authority-clusters.ts';
import { trustedClusters } from './trusted-clusters.ts';

/** One reader per collection; a collection without one does not compile. */
export const COLLECTION_READERS = {
  'trusted-clusters': trustedClusters,
  'key-provider-services': keyProviderServices,
  'trust-authority-clusters': trustAuthorityClusters,
  'key-providers': keyProviders,
  'native-providers': nativeProviders,
  'key-managers': keyManagers,
} as const satisfies {
  [C in Collection]:
    | CollectionReader<C, 'vcenter'>
    | CollectionReader<C, 'esx'>
    | CollectionReader<C, 'ontap'>;
};
