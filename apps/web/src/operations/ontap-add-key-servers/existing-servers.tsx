import { MAX_PRIMARY_KEY_SERVERS, type EstateItem } from '@keyward/contract';
import type { ReactNode } from 'react';

import { KeyServersTable } from '../../estate/key-servers-table.tsx';

/** What the chosen key manager holds already, and how many places are left. */
export function ExistingServers({
  manager,
}: {
  manager: EstateItem<'key-managers'>;
}): ReactNode {
  const used = manager.servers.length;
  return (
    <div className="kw-aside">
      <p>
        <strong>{`${String(used)} of ${String(MAX_PRIMARY_KEY_SERVERS)} in use`}</strong>
        {used >= MAX_PRIMARY_KEY_SERVERS &&
          ': there is no room. Remove a server on the system first.'}
      </p>
      {used > 0 && (
        <KeyServersTable
          servers={manager.servers}
          label={`Key servers of ${manager.name}`}
        />
      )}
    </div>
  );
}
