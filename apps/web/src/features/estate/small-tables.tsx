import type { EstateItem } from '@keyward/contract';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';

/** Clusters of a Trust Authority vCenter and whether the role is switched on. */
export function TrustAuthorityClusters({
  clusters,
}: {
  clusters: readonly EstateItem<'trust-authority-clusters'>[];
}): ReactNode {
  return (
    <Table
      variant="compact"
      className="kw-table"
      aria-label="Trust Authority clusters"
    >
      <Thead>
        <Tr>
          <Th>Cluster</Th>
          <Th>Id</Th>
          <Th>State</Th>
        </Tr>
      </Thead>
      <Tbody>
        {clusters.map((cluster) => (
          <Tr key={cluster.id}>
            <Td dataLabel="Cluster">{cluster.name}</Td>
            <Td dataLabel="Id">
              <code>{cluster.id}</code>
            </Td>
            <Td dataLabel="State">
              {cluster.state === 'ENABLE'
                ? 'enabled'
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
      variant="compact"
      className="kw-table"
      aria-label="Native key providers known to Keyward"
    >
      <Thead>
        <Tr>
          <Th>Name</Th>
          <Th>Type</Th>
          <Th>Key id</Th>
          <Th>Known because</Th>
        </Tr>
      </Thead>
      <Tbody>
        {providers.map((provider) => (
          <Tr key={provider.id}>
            <Td dataLabel="Name">{provider.name}</Td>
            <Td dataLabel="Type">{provider.type.toLowerCase()}</Td>
            <Td dataLabel="Key id">
              {provider.keyId === null ? '–' : <code>{provider.keyId}</code>}
            </Td>
            <Td dataLabel="Known because">{provider.knownBecause}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
