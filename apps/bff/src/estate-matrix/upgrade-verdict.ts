import type { TrustAuthorityUse, UpgradeVerdict } from '@keyward/contract';

/** What decides about an upgrade. */
export interface UpgradeFacts {
  kind: 'vcenter' | 'esx' | 'ontap';
  version: string | null;
  /** Null where this release has no Trust Authority. */
  uses: TrustAuthorityUse | null;
}

/** The verdict in one word, and in a sentence that says why. */
export interface JudgedUpgrade {
  verdict: UpgradeVerdict;
  because: string;
}

/** The release that removes Trust Authority. */
const REMOVED_IN_MAJOR = 9;

/**
 * Whether key management keeps a vCenter from vSphere 9. Ready only when everything was read and nothing is in use: what
 * could not be read may be just what breaks.
 */
export function judgeUpgrade({
  kind,
  version,
  uses,
}: UpgradeFacts): JudgedUpgrade {
  if (kind !== 'vcenter') {
    return {
      verdict: 'not_applicable',
      because: 'Only a vCenter has what vSphere 9 removes.',
    };
  }
  const major = version === null ? null : Number.parseInt(version, 10);
  if (major === null || Number.isNaN(major)) {
    return {
      verdict: 'unknown',
      because: 'The version of this vCenter is not known.',
    };
  }
  if (major >= REMOVED_IN_MAJOR) {
    return {
      verdict: 'already_9',
      because: `This vCenter is ${version ?? ''}: it has no Trust Authority.`,
    };
  }
  const used = uses === null ? [] : usesInWords(uses);
  if (used.length > 0) {
    return {
      verdict: 'blocks_upgrade',
      because: `Uses Trust Authority, which vSphere 9 does not have: ${used.join(', ')}. Move these to standard or native key providers first.`,
    };
  }
  if (uses !== null && Object.values(uses).includes(null)) {
    return {
      verdict: 'unknown',
      because: 'Not everything of Trust Authority could be read yet.',
    };
  }
  return {
    verdict: 'ready',
    because: 'Nothing of Trust Authority is in use here.',
  };
}

function usesInWords(uses: TrustAuthorityUse): string[] {
  return [
    counted(uses.trustedClusters, 'trusted cluster'),
    counted(uses.keyProviderServices, 'registered key provider service'),
    counted(uses.trustAuthorityClusters, 'Trust Authority cluster'),
    counted(uses.keyProviders, 'trusted key provider'),
  ].flatMap((each) => each ?? []);
}

function counted(count: number | null, noun: string): string | null {
  if (count === null || count === 0) return null;
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
