import type { Capability } from '@keyward/contract';

/** What a target can do, in the words of its own consoles. */
export const CAPABILITY_WORDS: Readonly<Record<Capability, string>> = {
  'trusted-clusters': 'Trusted clusters',
  'key-provider-services': 'Key provider services',
  'trust-authority': 'Trust Authority',
  'registered-tokens': 'Registered tokens',
  'native-providers': 'Native key providers',
  'key-managers': 'Key managers',
};
