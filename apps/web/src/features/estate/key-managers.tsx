import { MAX_PRIMARY_KEY_SERVERS, type EstateItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { CopyableId } from '@keyward/ui';
import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { KeyServersTable } from '../../estate/key-servers-table.tsx';
import { RequestLink } from '../../estate/request-link.tsx';

type Manager = EstateItem<'key-managers'>;

/** Key managers with their servers, and what each node of the cluster says of them. */
export function KeyManagers({
  managers,
  connectionId,
}: {
  managers: readonly Manager[];
  connectionId: string;
}): ReactNode {
  return (
    <div className="kw-stack">
      {managers.map((manager) => (
        <section key={manager.id} aria-label={manager.name}>
          <Title headingLevel="h3" size="md">
            {manager.name}
          </Title>
          <p className="kw-subtle">
            {summaryOf(manager)} ·{' '}
            <CopyableId
              value={manager.id}
              label={say('estate.key-manager-id')}
            />
          </p>
          {manager.servers.length > 0 && (
            <KeyServersTable
              servers={manager.servers}
              label={say('estate.key-servers-of', {
                managerName: manager.name,
              })}
            />
          )}
          {isExternal(manager) &&
            manager.servers.length < MAX_PRIMARY_KEY_SERVERS && (
              <RequestLink
                operation="ontap.add-key-servers"
                connectionId={connectionId}
                start={{ keyManager: manager.id }}
                label={say('estate.add-key-servers-to', {
                  manager: manager.name,
                })}
              >
                {say('estate.add-key-servers')}
              </RequestLink>
            )}
        </section>
      ))}
    </div>
  );
}

/** One that is onboard keeps its keys itself: it has neither servers nor certificates. */
function isExternal({ kind }: Manager): boolean {
  return kind !== 'onboard';
}

function summaryOf(manager: Manager): string {
  return [
    manager.scope === 'cluster'
      ? say('estate.whole-cluster')
      : `SVM ${manager.svm ?? ''}`,
    manager.kind,
    ...(isExternal(manager)
      ? [
          say('estate.of-key-servers-in-use', {
            serversCount: manager.servers.length,
            max: MAX_PRIMARY_KEY_SERVERS,
          }),
          say('estate.client-certificate', {
            clientCertificate: manager.clientCertificate ?? say('estate.none'),
          }),
          say('estate.server-ca-certificates', {
            serverCaCertificates: manager.serverCaCertificates,
          }),
        ]
      : []),
  ].join(' · ');
}
