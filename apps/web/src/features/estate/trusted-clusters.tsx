import type { EstateItem } from '@keyward/contract';
import { Alert } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';

import { HealthLabel } from '../../estate/health-label.tsx';
import { addressText } from './address-text.ts';

/** Which cluster uses which service, whether its hosts apply it, and where the two differ. */
export function TrustedClusters({
  clusters,
}: {
  clusters: readonly EstateItem<'trusted-clusters'>[];
}): ReactNode {
  return (
    <>
      <Table
        variant="compact"
        className="kw-table"
        aria-label="Services that clusters use"
      >
        <Thead>
          <Tr>
            <Th>Cluster</Th>
            <Th>Key provider service</Th>
            <Th>Address</Th>
            <Th>Group</Th>
            <Th>Applied</Th>
          </Tr>
        </Thead>
        <Tbody>
          {clusters.flatMap((cluster) =>
            cluster.services.length === 0
              ? [
                  <Tr key={cluster.id}>
                    <ClusterCell cluster={cluster} />
                    <Td dataLabel="Key provider service" colSpan={4}>
                      uses no service yet
                    </Td>
                  </Tr>,
                ]
              : cluster.services.map((service) => (
                  <Tr key={`${cluster.id} ${service.service}`}>
                    <ClusterCell cluster={cluster} />
                    <Td dataLabel="Key provider service">
                      <code>{service.service}</code>
                    </Td>
                    <Td dataLabel="Address">{addressText(service.address)}</Td>
                    <Td dataLabel="Group">{service.group}</Td>
                    <Td dataLabel="Applied">
                      <HealthLabel health={service.applied?.health ?? null} />
                      {service.applied?.details.map((detail) => (
                        <div key={detail} className="kw-fine-print">
                          {detail}
                        </div>
                      ))}
                    </Td>
                  </Tr>
                )),
          )}
        </Tbody>
      </Table>
      {clusters.map((cluster) => (
        <Drift key={cluster.id} cluster={cluster} />
      ))}
    </>
  );
}

function ClusterCell({
  cluster,
}: {
  cluster: EstateItem<'trusted-clusters'>;
}): ReactNode {
  return (
    <Td dataLabel="Cluster">
      {cluster.name}
      <div className="kw-fine-print">{cluster.id}</div>
    </Td>
  );
}

function Drift({
  cluster,
}: {
  cluster: EstateItem<'trusted-clusters'>;
}): ReactNode {
  return (
    <>
      {cluster.drift.length > 0 && (
        <Alert
          variant="warning"
          isInline
          component="p"
          title={`${cluster.name}: the hosts hold services that this vCenter has not registered.`}
        >
          {cluster.drift.map((each) => addressText(each.address)).join(', ')}.
          Remediate the cluster, for example with{' '}
          <code>{`Set-TrustedCluster -TrustedCluster '${cluster.name}' -Remediate`}</code>
          .
        </Alert>
      )}
      {cluster.appliedError !== null && (
        <Alert
          variant="warning"
          isInline
          component="p"
          title={`${cluster.name}: what the hosts apply could not be read.`}
        >
          {cluster.appliedError}
        </Alert>
      )}
    </>
  );
}
