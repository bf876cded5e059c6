import type { EstateItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Table, Tbody, Td, Th, Thead, Tr } from '@keyward/ui';
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
      className="kw-table"
      aria-label={say('estate.registered-key-provider-services')}
    >
      <Thead>
        <Tr>
          <Th>{say('estate.name')}</Th>
          <Th>{say('estate.service-id')}</Th>
          <Th>{say('estate.address')}</Th>
          <Th>{say('estate.group')}</Th>
          <Th modifier="wrap">{say('estate.trust-authority-cluster')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {services.map((service) => (
          <Tr key={service.id}>
            <Td dataLabel={say('estate.name')}>{service.name}</Td>
            <Td dataLabel={say('estate.service-id')}>
              <code>{service.id}</code>
            </Td>
            <Td dataLabel={say('estate.address')}>
              {addressText(service.address)}
            </Td>
            <Td dataLabel={say('estate.group')}>{service.group}</Td>
            <Td dataLabel={say('estate.trust-authority-cluster')}>
              <code>{service.trustAuthorityCluster}</code>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
