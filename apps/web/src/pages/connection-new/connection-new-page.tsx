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
      title="Add a connection"
      above={
        <AboveTitle
          to="/connections"
          text="Connections"
          current="Add a connection"
        />
      }
      description="No credential is sent before the target has proved who it is."
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
