import type {
  Capability,
  TrustAuthorityUse,
  UpgradeVerdict,
} from '@keyward/contract';
import { say } from '@keyward/messages';
import type { StatusTone } from '@keyward/ui';

export const VERDICTS: Readonly<
  Record<UpgradeVerdict, { tone: StatusTone; word: string }>
> = {
  ready: { tone: 'good', word: say('estate-matrix.nothing-in-the-way') },
  blocks_upgrade: { tone: 'bad', word: say('estate-matrix.blocks') },
  already_9: { tone: 'good', word: say('estate-matrix.already-there') },
  not_applicable: { tone: 'quiet', word: say('estate-matrix.does-not-matter') },
  unknown: { tone: 'unknown', word: say('estate-matrix.not-known') },
};

interface RemovedPart {
  /** Where it is counted. */
  use: keyof TrustAuthorityUse;
  capability: Capability;
  word: string;
}

/** What of Trust Authority can be counted, and what goes with it. */
export const REMOVED_PARTS: readonly RemovedPart[] = [
  {
    use: 'trustedClusters',
    capability: 'trusted-clusters',
    word: say('estate-matrix.trusted-clusters'),
  },
  {
    use: 'keyProviderServices',
    capability: 'key-provider-services',
    word: say('estate-matrix.key-provider-services'),
  },
  {
    use: 'trustAuthorityClusters',
    capability: 'trust-authority',
    word: say('estate-matrix.trust-authority-clusters'),
  },
  {
    use: 'keyProviders',
    capability: 'trust-authority',
    word: say('estate-matrix.trusted-key-providers'),
  },
];
