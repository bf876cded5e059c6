import type { DriftItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { ChangeLink } from '../../estate/change-link.tsx';

/** Begins the change that would put it right, where there is one. */
export function DriftChange({ item }: { item: DriftItem }): ReactNode {
  const { connectionId, connectionName } = item;
  if (item.type === 'connection_quarantined') {
    return (
      <ChangeLink
        operation="console.update-connection"
        connectionId={connectionId}
        label={say('drift.trust-the-new-certificate-of', { connectionName })}
      >
        {say('drift.trust-the-new-certificate')}
      </ChangeLink>
    );
  }
  // Only what the key server lacks is put right by another certificate of the provider.
  if (item.type !== 'trust_half_missing' || item.serverTrustsClient === true) {
    return null;
  }
  const { trustAuthorityCluster, provider } = item;
  return (
    <ChangeLink
      operation="vcenter.update-provider-client-certificate"
      connectionId={connectionId}
      start={{ cluster: trustAuthorityCluster, provider }}
      label={say('drift.replace-the-client-certificate-of', { provider })}
    >
      {say('drift.replace-the-client-certificate')}
    </ChangeLink>
  );
}
