import type { KeyEncryptionKey } from './key-encryption-key.ts';

/**
 * The key-encryption keys of one console: one that seals, and all that open. A sealed secret names its key by id, so
 * several may be in use while a rotation is under way.
 */
export interface KeyRing {
  /** The key that seals now. @throws SealedError */
  current(): KeyEncryptionKey;
  /** The key with this id, or null when this console does not hold it. @throws SealedError */
  find(id: string): Promise<KeyEncryptionKey | null>;
}

/** There is no usable key-encryption key: nothing can be sealed, opened or committed to. */
export class SealedError extends Error {
  override readonly name = 'SealedError';

  constructor() {
    super('The console is sealed: it has no usable key-encryption key.');
  }
}

/** A ring that never changes. */
export function keyRing(
  current: KeyEncryptionKey,
  previous: readonly KeyEncryptionKey[] = [],
): KeyRing {
  const keys = new Map([...previous, current].map((key) => [key.id, key]));
  return {
    current: () => current,
    find: async (id) => keys.get(id) ?? null,
  };
}
