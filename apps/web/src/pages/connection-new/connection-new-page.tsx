import { say } from '@keyward/messages';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { NewConnection } from '../../features/connections/new-connection.tsx';
import { AboveTitle } from '../../page/above-title.tsx';
import { PageFrame } from '../../page/page-frame.tsx';

/** `/connections/new`: address, trust, account. */
export function ConnectionNewPage(): ReactNode {
  const navigate = useNavigate();
  return (
    <PageFrame
      title={say('connection-new.add-a-connection')}
      above={
        <AboveTitle
          to="/connections"
          text={say('connection-new.connections')}
          current={say('connection-new.add-a-connection')}
        />
      }
      description={say(
        'connection-new.no-credential-is-sent-before-the-target',
      )}
    >
      <NewConnection
        onReady={(id) => {
          void navigate({
            to: '/connections/$id',
            params: { id },
            ignoreBlocker: true,
          });
        }}
      />
    </PageFrame>
  );
}
