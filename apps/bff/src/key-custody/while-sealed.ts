import { randomSecret, type Secret } from '@keyward/secrets';

import type { KeyCustody } from './key-custody.ts';

/**
 * The commitment key for what lives minutes only: people sign in at the organisation also while the console is sealed,
 * under a random key of this process. One who comes back to another replica then starts again.
 */
export function whileSealed(custody: KeyCustody): {
  readonly commitKey: Secret;
} {
  const ownKey = randomSecret(32);
  return {
    get commitKey() {
      return custody.sealed === null ? custody.commitKey : ownKey;
    },
  };
}
