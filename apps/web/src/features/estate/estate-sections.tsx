import type { Capability } from '@keyward/contract';
import { say } from '@keyward/messages';
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
      title={say('estate.trusted-clusters')}
      change={{
        operation: 'vcenter.configure-cluster-kms-service',
        label: say('estate.configure-a-service'),
      }}
    >
      {(items) => <TrustedClusters clusters={items} />}
    </EstateSection>
  ),
  'key-provider-services': ({ connectionId }) => (
    <EstateSection
      connectionId={connectionId}
      collection="key-provider-services"
      title={say('estate.key-provider-services-2')}
    >
      {(items) => <KeyProviderServices services={items} />}
    </EstateSection>
  ),
  'trust-authority': ({ connectionId }) => (
    <>
      <EstateSection
        connectionId={connectionId}
        collection="key-providers"
        title={say('estate.key-providers-2')}
        change={{
          operation: 'vcenter.update-provider-client-certificate',
          label: say('estate.replace-a-client-certificate'),
        }}
      >
        {(items) => <KeyProviders providers={items} />}
      </EstateSection>
      <EstateSection
        connectionId={connectionId}
        collection="trust-authority-clusters"
        title={say('estate.trust-authority-clusters')}
      >
        {(items) => <TrustAuthorityClusters clusters={items} />}
      </EstateSection>
    </>
  ),
  'native-providers': ({ connectionId }) => (
    <EstateSection
      connectionId={connectionId}
      collection="native-providers"
      title={say('estate.native-key-providers-known-to-keyward')}
      change={{
        operation: 'esx.create-native-provider',
        label: say('estate.create-a-provider'),
      }}
    >
      {(items) => <NativeProviders providers={items} />}
    </EstateSection>
  ),
  'key-managers': ({ connectionId }) => (
    <EstateSection
      connectionId={connectionId}
      collection="key-managers"
      title={say('estate.key-managers-2')}
      change={{
        operation: 'ontap.add-key-servers',
        label: say('estate.add-key-servers'),
      }}
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
