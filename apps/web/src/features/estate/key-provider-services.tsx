import type { EstateItem } from '@keyward/contract';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';

import { addressText } from './address-text.ts';

/** The services that clusters of this vCenter can be configured for. */
export function KeyProviderServices({
  services,
}: {
  services: readonly EstateItem<'key-provider-services'>[];
}): ReactNode {
  return (
    <Table
      variant="compact"
      className="kw-table"
      aria-label="Registered key provider services"
    >
      <Thead>
        <Tr>
          <Th>Name</Th>
          <Th>Service id</Th>
          <Th>Address</Th>
          <Th>Group</Th>
          <Th>Trust Authority cluster</Th>
        </Tr>
      </Thead>
      <Tbody>
        {services.map((service) => (
          <Tr key={service.id}>
            <Td dataLabel="Name">{service.name}</Td>
            <Td dataLabel="Service id">
              <code>{service.id}</code>
            </Td>
            <Td dataLabel="Address">{addressText(service.address)}</Td>
            <Td dataLabel="Group">{service.group}</Td>
            <Td dataLabel="Trust Authority cluster">
              <code>{service.trustAuthorityCluster}</code>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
