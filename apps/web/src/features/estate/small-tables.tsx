import type { EstateItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Table, Tbody, Td, Th, Thead, Tr } from '@keyward/ui';
import type { ReactNode } from 'react';

/** Clusters of a Trust Authority vCenter and whether the role is switched on. */
export function TrustAuthorityClusters({
  clusters,
}: {
  clusters: readonly EstateItem<'trust-authority-clusters'>[];
}): ReactNode {
  return (
    <Table
      className="kw-table"
      aria-label={say('estate.trust-authority-clusters')}
    >
      <Thead>
        <Tr>
          <Th>{say('estate.cluster')}</Th>
          <Th>{say('estate.id')}</Th>
          <Th>{say('estate.state')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {clusters.map((cluster) => (
          <Tr key={cluster.id}>
            <Td dataLabel={say('estate.cluster')}>{cluster.name}</Td>
            <Td dataLabel={say('estate.id')}>
              <code>{cluster.id}</code>
            </Td>
            <Td dataLabel={say('estate.state')}>
              {cluster.state === 'ENABLE'
                ? say('estate.enabled')
                : cluster.state.toLowerCase()}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

/** Providers of one host as far as Keyward knows them by name; the host has no list. */
export function NativeProviders({
  providers,
}: {
  providers: readonly EstateItem<'native-providers'>[];
}): ReactNode {
  return (
    <Table
      className="kw-table"
      aria-label={say('estate.native-key-providers-known-to-keyward')}
    >
      <Thead>
        <Tr>
          <Th>{say('estate.name')}</Th>
          <Th>{say('estate.type')}</Th>
          <Th>{say('estate.key-id')}</Th>
          <Th>{say('estate.known-because')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {providers.map((provider) => (
          <Tr key={provider.id}>
            <Td dataLabel={say('estate.name')}>{provider.name}</Td>
            <Td dataLabel={say('estate.type')}>
              {provider.type.toLowerCase()}
            </Td>
            <Td dataLabel={say('estate.key-id')}>
              {provider.keyId === null ? '–' : <code>{provider.keyId}</code>}
            </Td>
            <Td dataLabel={say('estate.known-because')}>
              {provider.knownBecause}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
