import type {
  Capability,
  Collection,
  TrustAuthorityUse,
} from '@keyward/contract';

import type { ConnectionRecord } from '../connections/connection-record.ts';
import type { Swept } from '../connections/estate/estate-sweep.ts';
import { trustedClustersIn } from '../connections/estate/swept-items.ts';

/** Collections that tell whether Trust Authority is in use. */
export const TRUST_AUTHORITY_COLLECTIONS = [
  'trusted-clusters',
  'key-provider-services',
  'trust-authority-clusters',
  'key-providers',
] as const satisfies readonly Collection[];

/** What of Trust Authority this vCenter uses; null where it has none to use. */
export function trustAuthorityUse(
  record: ConnectionRecord,
  swept: readonly Swept[],
): TrustAuthorityUse | null {
  if (record.kind !== 'vcenter') return null;
  const { capabilities, health } = record;
  const isKnown = capabilities.length > 0 || health === 'reachable';
  if (isKnown && !PARTS.some((part) => capabilities.includes(part))) {
    return null;
  }
  const own = swept.filter((each) => each.record.id === record.id);
  /** A part that the vCenter does not have is not in use; one that was not read may be. */
  const count = (
    part: Capability,
    collection: Collection,
    among: (of: readonly Swept[]) => number,
  ): number | null => {
    if (isKnown && !capabilities.includes(part)) return 0;
    const read = own.filter((each) => each.collection === collection);
    const wasRead = read.some(
      ({ remembered }) => (remembered?.answer.observedAt ?? null) !== null,
    );
    return wasRead ? among(read) : null;
  };
  return {
    trustedClusters: count(
      'trusted-clusters',
      'trusted-clusters',
      (read) => trustedClustersIn(read).filter(isTrusted).length,
    ),
    keyProviderServices: count(
      'key-provider-services',
      'key-provider-services',
      countItems,
    ),
    trustAuthorityClusters: count(
      'trust-authority',
      'trust-authority-clusters',
      countItems,
    ),
    keyProviders: count('trust-authority', 'key-providers', countItems),
  };
}

const PARTS = [
  'trusted-clusters',
  'key-provider-services',
  'trust-authority',
] as const satisfies readonly Capability[];

/** A cluster without services is an ordinary one; services that only the hosts know of count too. */
function isTrusted({
  item,
}: ReturnType<typeof trustedClustersIn>[number]): boolean {
  return item.services.length > 0 || item.drift.length > 0;
}

function countItems(read: readonly Swept[]): number {
  return read.reduce(
    (sum, { remembered }) => sum + (remembered?.answer.items.length ?? 0),
    0,
  );
}
