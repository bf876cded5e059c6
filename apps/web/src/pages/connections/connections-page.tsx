import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import { CubesIcon } from '@patternfly/react-icons/dist/esm/icons/cubes-icon';
import type { ReactNode } from 'react';

import { connectionsQuery, isFullConnection } from '../../api/connections.ts';
import { useSession } from '../../api/use-session.ts';
import { CONNECTION_COLUMNS } from '../../features/connections/connection-columns.ts';
import { ConnectionsTable } from '../../features/connections/connections-table.tsx';
import { CsvButton } from '../../list/csv-button.tsx';
import { LinkButton } from '../../page/link-button.tsx';
import { PageFrame } from '../../page/page-frame.tsx';
import { PageUnread } from '../../page/page-unread.tsx';

const TITLE = say('connections.connections');

/** `/connections`: the targets that Keyward may change. */
export function ConnectionsPage(): ReactNode {
  const connections = useQuery(connectionsQuery);
  const mayManage = useSession().may('connections:manage');
  if (connections.data === undefined) {
    return <PageUnread title={TITLE} query={connections} />;
  }
  const items = connections.data.items.filter(isFullConnection);
  const add = mayManage ? (
    <LinkButton to="/connections/new">
      {say('connections.add-a-connection')}
    </LinkButton>
  ) : undefined;
  return (
    <PageFrame
      title={TITLE}
      description={say('connections.the-targets-that-keyward-may-change-and')}
      actions={items.length === 0 ? undefined : add}
    >
      {items.length === 0 ? (
        <EmptyPage
          title={say('connections.no-connections-yet')}
          icon={CubesIcon}
          actions={add}
        >
          {say('connections.a-connection-is-one-vcenter-esx-host')}
        </EmptyPage>
      ) : (
        <>
          <ConnectionsTable connections={items} />
          <CsvButton
            name="keyward-connections"
            columns={CONNECTION_COLUMNS}
            rows={items}
          />
        </>
      )}
    </PageFrame>
  );
}
