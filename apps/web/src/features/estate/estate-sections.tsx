import type { Capability, Collection } from '@keyward/contract';
import type { ReactNode } from 'react';

import { EstateSection } from './estate-section.tsx';

/** What each capability lets the page show. A capability that is missing here does not compile. */
const COLLECTIONS: Readonly<Record<Capability, readonly Collection[]>> = {
  'trusted-clusters': ['trusted-clusters'],
  'key-provider-services': ['key-provider-services'],
  'trust-authority': ['key-providers', 'trust-authority-clusters'],
  'native-providers': ['native-providers'],
  'key-managers': ['key-managers'],
  'registered-tokens': [],
};

/** Everything a connection reports, by what it can do. */
export function EstateSections({
  connectionId,
  capabilities,
}: {
  connectionId: string;
  capabilities: readonly Capability[];
}): ReactNode {
  return capabilities
    .flatMap((capability) => COLLECTIONS[capability])
    .map((collection) => (
      <EstateSection
        key={collection}
        connectionId={connectionId}
        collection={collection}
      />
    ));
}
