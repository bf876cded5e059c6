import type { EstateItem } from '@keyward/contract';
import { Say, say, sayList } from '@keyward/messages';
import { Alert, Table, Tbody, Td, Th, Thead, Tr } from '@keyward/ui';
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
        <Say
          id="vcenter-configure-cluster-kms-service.uses-no-key-provider-service-yet"
          values={{ clusterName: cluster.name }}
        />
      </p>
    );
  }
  return (
    <div className="kw-aside">
      <Table
        className="kw-table"
        hasBorders={false}
        aria-label={say(
          'vcenter-configure-cluster-kms-service.services-that-uses',
          { clusterName: cluster.name },
        )}
      >
        <Thead>
          <Tr>
            <Th>
              <Say
                id="vcenter-configure-cluster-kms-service.already-used-by"
                values={{ clusterName: cluster.name }}
              />
            </Th>
            <Th>{say('vcenter-configure-cluster-kms-service.service-id')}</Th>
            <Th>
              {say('vcenter-configure-cluster-kms-service.applied-health')}
            </Th>
          </Tr>
        </Thead>
        <Tbody>
          {cluster.services.map((each) => (
            <Tr key={each.service}>
              <Td
                dataLabel={say('vcenter-configure-cluster-kms-service.address')}
              >{`${each.address.hostname}:${String(each.address.port)}`}</Td>
              <Td
                dataLabel={say(
                  'vcenter-configure-cluster-kms-service.service-id',
                )}
                className="kw-monospace"
              >
                {each.service}
              </Td>
              <Td
                dataLabel={say(
                  'vcenter-configure-cluster-kms-service.applied-health',
                )}
              >
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
          title={say(
            'vcenter-configure-cluster-kms-service.the-hosts-hold-a-service-that-this',
          )}
        >
          <Say
            id="vcenter-configure-cluster-kms-service.remediate-the-cluster-before-you-add-another"
            values={{
              drift: sayList(
                cluster.drift.map(
                  (each) =>
                    `${each.address.hostname}:${String(each.address.port)}`,
                ),
              ),
            }}
          />
        </Alert>
      )}
    </div>
  );
}
