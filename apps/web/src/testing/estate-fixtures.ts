import type {
  AgendaItem,
  EstateSource,
  ExpiryAgenda,
  KnownCertificate,
  KnownUse,
} from '@keyward/contract';

import { TRUST_VCENTER } from './connection-fixtures.ts';

const AT = '2026-11-21T08:00:00.000Z';
const DAY_MS = 86_400_000;

export const VC = TRUST_VCENTER.id;

/** A moment so many days from now. */
export function inDays(days: number): string {
  const slack = days === 0 ? 0 : 60_000;
  return new Date(Date.now() + days * DAY_MS + slack).toISOString();
}

export function aSource(over: Partial<EstateSource> = {}): EstateSource {
  return {
    connectionId: VC,
    connectionName: 'vc-ta',
    collection: 'key-providers',
    observedAt: AT,
    refreshing: false,
    stale: false,
    problem: null,
    ...over,
  };
}

export function aUse(over: Partial<KnownUse> = {}): KnownUse {
  return {
    connectionId: VC,
    connectionName: 'vc-ta',
    connectionKind: 'vcenter',
    place: {
      type: 'key_provider_client',
      itemId: 'domain-c8/kmip-1',
      trustAuthorityCluster: 'domain-c8',
      provider: 'kmip-1',
    },
    objectName: 'kmip-1',
    ...over,
  };
}

export function aKnownCertificate(
  over: Partial<KnownCertificate> = {},
): KnownCertificate {
  return {
    subject: 'CN=kmip-client, O=Corp',
    issuer: 'CN=Corp CA',
    serialNumber: '4f01',
    notBefore: AT,
    notAfter: inDays(11),
    sha256: 'ab'.repeat(32),
    publicKeySha256: 'cd'.repeat(32),
    keyType: 'EC P-256',
    uses: [aUse()],
    proposedBy: [],
    ...over,
  };
}

export function anAgendaItem(over: Partial<AgendaItem> = {}): AgendaItem {
  return {
    sha256: 'ab'.repeat(32),
    subject: 'CN=kmip-client, O=Corp',
    issuer: 'CN=Corp CA',
    serialNumber: '4f01',
    expiresAt: inDays(11),
    expired: false,
    lastSafeDayToRequest: inDays(4),
    status: 'due',
    lead: {
      hours: 168,
      marginHours: 24,
      basis: 2,
      measured: false,
      percentile: 90,
      operation: null,
    },
    operation: 'vcenter.update-provider-client-certificate',
    howToRenew: 'Have a new certificate signed.',
    uses: [
      {
        ...aUse(),
        start: {
          operation: 'vcenter.update-provider-client-certificate',
          connectionId: VC,
          input: { trustAuthorityCluster: 'domain-c8', provider: 'kmip-1' },
        },
        renewedBy: null,
      },
    ],
    ...over,
  };
}

export function anAgenda(
  items: readonly AgendaItem[],
  over: Partial<ExpiryAgenda> = {},
): ExpiryAgenda {
  return {
    items: [...items],
    lead: anAgendaItem().lead,
    counts: { overdue: 0, due: items.length, soon: 0, later: 0 },
    sources: [aSource()],
    ...over,
  };
}
