import { MAX_PRIMARY_KEY_SERVERS, type EstateItem } from '@keyward/contract';
import { CopyableId } from '@keyward/ui';
import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { KeyServersTable } from '../../estate/key-servers-table.tsx';

type Manager = EstateItem<'key-managers'>;

/** Key managers with their servers, and what each node of the cluster says of them. */
export function KeyManagers({
  managers,
}: {
  managers: readonly Manager[];
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
            <CopyableId value={manager.id} label="key manager id" />
          </p>
          {manager.servers.length > 0 && (
            <KeyServersTable
              servers={manager.servers}
              label={`Key servers of ${manager.name}`}
            />
          )}
        </section>
      ))}
    </div>
  );
}

function summaryOf(manager: Manager): string {
  return [
    manager.scope === 'cluster' ? 'whole cluster' : `SVM ${manager.svm ?? ''}`,
    manager.kind,
    `${String(manager.servers.length)} of ${String(MAX_PRIMARY_KEY_SERVERS)} key servers in use`,
    `client certificate ${manager.clientCertificate ?? 'none'}`,
    manager.serverCaCertificates === 1
      ? '1 server CA certificate'
      : `${String(manager.serverCaCertificates)} server CA certificates`,
  ].join(' · ');
}
