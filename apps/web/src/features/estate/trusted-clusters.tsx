import type { EstateItem } from '@keyward/contract';
import { Say, say, sayList } from '@keyward/messages';
import { Alert, Table, Tbody, Td, Th, Thead, Tr } from '@keyward/ui';
import type { ReactNode } from 'react';

import { HealthLabel } from '../../estate/health-label.tsx';
import { addressText } from './address-text.ts';
import { RequestLink } from '../../estate/request-link.tsx';

/** Which cluster uses which service, whether its hosts apply it, and where the two differ. */
export function TrustedClusters({
  clusters,
  connectionId,
}: {
  clusters: readonly EstateItem<'trusted-clusters'>[];
  connectionId: string;
}): ReactNode {
  return (
    <>
      <Table
        className="kw-table"
        aria-label={say('estate.services-that-clusters-use')}
      >
        <Thead>
          <Tr>
            <Th>{say('estate.cluster')}</Th>
            <Th>{say('estate.key-provider-service')}</Th>
            <Th>{say('estate.address')}</Th>
            <Th>{say('estate.group')}</Th>
            <Th>{say('estate.applied')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {clusters.flatMap((cluster) =>
            cluster.services.length === 0
              ? [
                  <Tr key={cluster.id}>
                    <ClusterCell cluster={cluster} />
                    <Td
                      dataLabel={say('estate.key-provider-service')}
                      colSpan={4}
                    >
                      {say('estate.uses-no-service-yet')}{' '}
                      <RequestLink
                        operation="vcenter.configure-cluster-kms-service"
                        connectionId={connectionId}
                        start={{ cluster: cluster.id }}
                        label={say('estate.configure-for', {
                          cluster: cluster.name,
                        })}
                      >
                        {say('estate.configure-a-service')}
                      </RequestLink>
                    </Td>
                  </Tr>,
                ]
              : cluster.services.map((service) => (
                  <Tr key={`${cluster.id} ${service.service}`}>
                    <ClusterCell cluster={cluster} />
                    <Td dataLabel={say('estate.key-provider-service')}>
                      <code>{service.service}</code>
                    </Td>
                    <Td dataLabel={say('estate.address')}>
                      {addressText(service.address)}
                    </Td>
                    <Td dataLabel={say('estate.group')}>{service.group}</Td>
                    <Td dataLabel={say('estate.applied')}>
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
    <Td dataLabel={say('estate.cluster')}>
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
          title={say('estate.the-hosts-hold-services-that-this-vcenter', {
            clusterName: cluster.name,
          })}
        >
          <Say
            id="estate.remediate-the-cluster-for-example-with"
            values={{
              drift: sayList(
                cluster.drift.map((each) => addressText(each.address)),
              ),
              code: (
                <code>{`Set-TrustedCluster -TrustedCluster '${cluster.name}' -Remediate`}</code>
              ),
            }}
          />
        </Alert>
      )}
      {cluster.appliedError !== null && (
        <Alert
          variant="warning"
          isInline
          component="p"
          title={say('estate.what-the-hosts-apply-could-not-be', {
            clusterName: cluster.name,
          })}
        >
          {cluster.appliedError}
        </Alert>
      )}
    </>
  );
}
