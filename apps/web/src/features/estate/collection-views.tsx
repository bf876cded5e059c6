import type { Collection, EstateItem, OperationId } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { KeyManagers } from './key-managers.tsx';
import { KeyProviderServices } from './key-provider-services.tsx';
import { KeyProviders } from './key-providers.tsx';
import { NativeProviders, TrustAuthorityClusters } from './small-tables.tsx';
import { TrustedClusters } from './trusted-clusters.tsx';

/** How one collection is shown, on the page of its connection and over all connections. */
export interface CollectionView<C extends Collection> {
  title: string;
  /** The change that starts here. */
  change?: { operation: OperationId; label: string };
  show: (items: readonly EstateItem<C>[], connectionId: string) => ReactNode;
}

export const COLLECTION_VIEWS: {
  readonly [C in Collection]: CollectionView<C>;
} = {
  'trusted-clusters': {
    title: say('estate.trusted-clusters'),
    change: {
      operation: 'vcenter.configure-cluster-kms-service',
      label: say('estate.configure-a-service'),
    },
    show: (items, connectionId) => (
      <TrustedClusters clusters={items} connectionId={connectionId} />
    ),
  },
  'key-provider-services': {
    title: say('estate.key-provider-services-part'),
    show: (items) => <KeyProviderServices services={items} />,
  },
  'key-providers': {
    title: say('estate.key-providers-part'),
    change: {
      operation: 'vcenter.update-provider-client-certificate',
      label: say('estate.replace-a-client-certificate'),
    },
    show: (items, connectionId) => (
      <KeyProviders providers={items} connectionId={connectionId} />
    ),
  },
  'trust-authority-clusters': {
    title: say('estate.trust-authority-clusters'),
    show: (items) => <TrustAuthorityClusters clusters={items} />,
  },
  'native-providers': {
    title: say('estate.native-key-providers-known-to-keyward'),
    change: {
      operation: 'esx.create-native-provider',
      label: say('estate.create-a-provider'),
    },
    show: (items) => <NativeProviders providers={items} />,
  },
  'key-managers': {
    title: say('estate.key-managers-part'),
    change: {
      operation: 'ontap.add-key-servers',
      label: say('estate.add-key-servers'),
    },
    show: (items, connectionId) => (
      <KeyManagers managers={items} connectionId={connectionId} />
    ),
  },
};
