import type { KeyRing, Secret } from '@keyward/secrets';

/** The keys of this console. Without a usable key-encryption key, both throw SealedError. */
export interface Keys {
  /** Seals secrets, and opens what was sealed. */
  kek: KeyRing;
  /** Keyed commitments to secrets inside digests; random once, untouched by rotation of the wrapping key. */
  readonly commitKey: Secret;
}
