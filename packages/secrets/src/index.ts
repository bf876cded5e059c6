export { Secret } from './secret.ts';
export { keyEncryptionKeyFromBytes } from './key-encryption-key.ts';
export type { KeyEncryptionKey } from './key-encryption-key.ts';
export {
  KeyFileError,
  generateKeyEncryptionKeyFile,
  keyEncryptionKeyFromFile,
} from './key-file.ts';
export { SecretIntegrityError, keyIdOf, reseal, seal, unseal } from './seal.ts';
export type { SealBinding } from './seal.ts';
export { commitment } from './commitment.ts';
export { randomSecret } from './random-secret.ts';
