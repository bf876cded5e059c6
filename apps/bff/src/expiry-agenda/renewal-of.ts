import type {
  PlaceOfUse,
  KnownUse,
  OpenChange,
  RenewalStart,
} from '@keyward/contract';

import type { OpenRenewal } from '../certificates/open-renewals.ts';
import type { ConnectionRecord } from '../connections/connection-record.ts';

/** How a certificate is renewed at a kind of place. */
interface Renewal {
  operation: RenewalStart['operation'] | null;
  howToRenew: string;
}

const RENEWALS: Record<PlaceOfUse['type'], Renewal> = {
  key_provider_client: {
    operation: 'vcenter.update-provider-client-certificate',
    howToRenew:
      'Have a new certificate signed, best for a CSR of the provider, and replace the client certificate by a change.',
  },
  key_manager_client: {
    operation: null,
    howToRenew:
      'Install the renewed certificate on the ONTAP cluster and let the key manager use it there. ONTAP takes a certificate of the same key pair only.',
  },
  key_manager_server_ca: {
    operation: null,
    howToRenew:
      'Install the new CA certificate on the ONTAP cluster and add it to the key manager there, before the key servers show certificates that it signed.',
  },
  connection_pin: {
    operation: 'console.update-connection',
    howToRenew:
      'When the target gets its new certificate, trust that one by a change. Until then nothing is sent to the target.',
  },
  connection_ca: {
    operation: 'console.update-connection',
    howToRenew:
      'Trust the authority’s new certificate by a change, beside the old one for as long as both are in use.',
  },
  connection_shown: {
    operation: null,
    howToRenew:
      'Renew it on the target itself. As long as a trusted authority signs it, nothing changes here.',
  },
};

export function renewalAt(place: PlaceOfUse): Renewal {
  return RENEWALS[place.type];
}

/** What a form starts with that is to renew the certificate at this place; null where the console has no operation. */
export function startFor(
  use: KnownUse,
  connection: Pick<ConnectionRecord, 'id' | 'host' | 'port'>,
): RenewalStart | null {
  const { place } = use;
  switch (place.type) {
    case 'key_provider_client': {
      const { trustAuthorityCluster, provider } = place;
      return {
        operation: 'vcenter.update-provider-client-certificate',
        connectionId: connection.id,
        input: { trustAuthorityCluster, provider },
      };
    }
    case 'connection_pin':
    case 'connection_ca': {
      const { id, host, port } = connection;
      return {
        operation: 'console.update-connection',
        input: { connection: id, host, port },
      };
    }
    case 'key_manager_client':
    case 'key_manager_server_ca':
    case 'connection_shown':
      return null;
  }
}

/** The first open change that renews the certificate at this place. */
export function renewedBy(
  { connectionId, place }: KnownUse,
  renewals: readonly OpenRenewal[],
): OpenChange | null {
  const found = renewals.find((renewal) => {
    if (renewal.connectionId !== connectionId) return false;
    if (place.type === 'key_provider_client') {
      return (
        renewal.of === 'key_provider' &&
        renewal.trustAuthorityCluster === place.trustAuthorityCluster &&
        renewal.provider === place.provider
      );
    }
    const isTrust =
      place.type === 'connection_pin' || place.type === 'connection_ca';
    return isTrust && renewal.of === 'connection';
  });
  return found?.change ?? null;
}
