import type { Capability } from '@keyward/contract';
import type { ReactNode } from 'react';

import { EstateSection } from './estate-section.tsx';
import { KeyManagers } from './key-managers.tsx';
import { KeyProviderServices } from './key-provider-services.tsx';
import { KeyProviders } from './key-providers.tsx';
import { NativeProviders, TrustAuthorityClusters } from './small-tables.tsx';
import { TrustedClusters } from './trusted-clusters.tsx';

type Section = (props: { connectionId: string }) => ReactNode;

/** What each capability lets the page show. A capability that is missing here does not compile. */
const SECTIONS: { readonly [K in Capability]: Section } = {
  'trusted-clusters': ({ connectionId }) => (
    <EstateSection
      connectionId={connectionId}
      collection="trusted-clusters"
      title="Trusted clusters"
      change={{
        operation: 'vcenter.configure-cluster-kms-service',
        label: 'Configure a service',
      }}
    >
      {(items) => <TrustedClusters clusters={items} />}
    </EstateSection>
  ),
  'key-provider-services': ({ connectionId }) => (
    <EstateSection
      connectionId={connectionId}
      collection="key-provider-services"
      title="Key provider services"
    >
      {(items) => <KeyProviderServices services={items} />}
    </EstateSection>
  ),
  'trust-authority': ({ connectionId }) => (
    <>
      <EstateSection
        connectionId={connectionId}
        collection="key-providers"
        title="Key providers"
        change={{
          operation: 'vcenter.update-provider-client-certificate',
          label: 'Replace a client certificate',
        }}
      >
        {(items) => <KeyProviders providers={items} />}
      </EstateSection>
      <EstateSection
        connectionId={connectionId}
        collection="trust-authority-clusters"
        title="Trust Authority clusters"
      >
        {(items) => <TrustAuthorityClusters clusters={items} />}
      </EstateSection>
    </>
  ),
  'native-providers': ({ connectionId }) => (
    <EstateSection
      connectionId={connectionId}
      collection="native-providers"
      title="Native key providers known to Keyward"
      change={{
        operation: 'esx.create-native-provider',
        label: 'Create a provider',
      }}
    >
      {(items) => <NativeProviders providers={items} />}
    </EstateSection>
  ),
  'key-managers': ({ connectionId }) => (
    <EstateSection
      connectionId={connectionId}
      collection="key-managers"
      title="Key managers"
      change={{ operation: 'ontap.add-key-servers', label: 'Add key servers' }}
    >
      {(items) => <KeyManagers managers={items} />}
    </EstateSection>
  ),
  'registered-tokens': () => null,
};

/** Everything a connection reports, by what it can do. */
export function EstateSections({
  connectionId,
  capabilities,
}: {
  connectionId: string;
  capabilities: readonly Capability[];
}): ReactNode {
  return capabilities.map((capability) => {
    const Section = SECTIONS[capability];
    return <Section key={capability} connectionId={connectionId} />;
  });
}
