import { MAX_PRIMARY_KEY_SERVERS, type EstateItem } from '@keyward/contract';
import { KeyFacts } from '@keyward/ui';
import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { KeyServersTable } from '../../estate/key-servers-table.tsx';

/** Key managers with their servers, and what each node of the cluster says of them. */
export function KeyManagers({
  managers,
}: {
  managers: readonly EstateItem<'key-managers'>[];
}): ReactNode {
  return managers.map((manager) => (
    <section
      key={manager.id}
      aria-label={manager.name}
      className="kw-estate-part"
    >
      <Title headingLevel="h3" size="md">
        {manager.name}
      </Title>
      <KeyFacts
        columns={3}
        facts={[
          {
            term: 'Scope',
            value:
              manager.scope === 'cluster'
                ? 'whole cluster'
                : `SVM ${manager.svm ?? ''}`,
          },
          { term: 'Kind', value: manager.kind },
          {
            term: 'Key servers',
            value: `${String(manager.servers.length)} of ${String(MAX_PRIMARY_KEY_SERVERS)} in use`,
          },
          {
            term: 'Client certificate',
            value: manager.clientCertificate ?? 'none',
          },
          {
            term: 'Server CA certificates',
            value: String(manager.serverCaCertificates),
          },
          { term: 'Id', value: <code>{manager.id}</code> },
        ]}
      />
      {manager.servers.length > 0 && (
        <KeyServersTable
          servers={manager.servers}
          label={`Key servers of ${manager.name}`}
        />
      )}
    </section>
  ));
}
