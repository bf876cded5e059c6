import type { Capability } from '@keyward/contract';
import { say } from '@keyward/messages';

/** What a target can do, in the words of its own consoles. */
export const CAPABILITY_WORDS: Readonly<Record<Capability, string>> = {
  'trusted-clusters': say('connections.trusted-clusters'),
  'key-provider-services': say('connections.key-provider-services'),
  'trust-authority': say('connections.trust-authority'),
  'registered-tokens': say('connections.registered-tokens'),
  'native-providers': say('connections.native-key-providers'),
  'key-managers': say('connections.key-managers'),
};
