import { MAX_PRIMARY_KEY_SERVERS, type EstateItem } from '@keyward/contract';
import { say } from '@keyward/messages';
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
        <strong>
          {say('ontap-add-key-servers.of-in-use', {
            used,
            max: MAX_PRIMARY_KEY_SERVERS,
          })}
        </strong>
        {used >= MAX_PRIMARY_KEY_SERVERS &&
          say('ontap-add-key-servers.there-is-no-room-remove-a-server')}
      </p>
      {used > 0 && (
        <KeyServersTable
          servers={manager.servers}
          label={say('ontap-add-key-servers.key-servers-of', {
            managerName: manager.name,
          })}
        />
      )}
    </div>
  );
}
