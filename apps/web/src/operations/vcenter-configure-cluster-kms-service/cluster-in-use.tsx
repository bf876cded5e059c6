import type { EstateItem } from '@keyward/contract';
import { Alert } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';

import { HealthLabel } from '../../estate/health-label.tsx';

/** What the chosen cluster uses already, and how its hosts find it. */
export function ClusterInUse({
  cluster,
}: {
  cluster: EstateItem<'trusted-clusters'>;
}): ReactNode {
  if (cluster.services.length === 0) {
    return (
      <p className="kw-fine-print">
        {cluster.name} uses no key provider service yet.
      </p>
    );
  }
  return (
    <div className="kw-aside">
      <Table
        variant="compact"
        className="kw-table"
        borders={false}
        aria-label={`Services that ${cluster.name} uses`}
      >
        <Thead>
          <Tr>
            <Th>Already used by {cluster.name}</Th>
            <Th>Service id</Th>
            <Th>Applied health</Th>
          </Tr>
        </Thead>
        <Tbody>
          {cluster.services.map((each) => (
            <Tr key={each.service}>
              <Td dataLabel="Address">{`${each.address.hostname}:${String(each.address.port)}`}</Td>
              <Td dataLabel="Service id" className="kw-monospace">
                {each.service}
              </Td>
              <Td dataLabel="Applied health">
                <HealthLabel health={each.applied?.health ?? null} />
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {cluster.drift.length > 0 && (
        <Alert
          variant="warning"
          isInline
          isPlain
          component="p"
          title="The hosts hold a service that this vCenter has not registered."
        >
          {cluster.drift
            .map(
              (each) => `${each.address.hostname}:${String(each.address.port)}`,
            )
            .join(', ')}
          . Remediate the cluster before you add another.
        </Alert>
      )}
    </div>
  );
}
