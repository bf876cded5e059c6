export { Secret } from './secret.ts';
export { keyEncryptionKeyFromBytes } from './key-encryption-key.ts';
export type { KeyEncryptionKey } from './key-encryption-key.ts';
export {
  KeyFileError,
  generateKeyEncryptionKeyFile,
  keyEncryptionKeyFromFile,
} from './key-file.ts';
export { exchangeKeyFile, findKeys, stageNextKey } from './key-files.ts';
export type { FoundKeys } from './key-files.ts';
export { SealedError, keyRing } from './key-ring.ts';
export type { KeyRing } from './key-ring.ts';
export { SecretIntegrityError, keyIdOf, rewrap, seal, unseal } from './seal.ts';
export type { SealBinding } from './seal.ts';
export { commitment } from './commitment.ts';
export { randomSecret } from './random-secret.ts';
export { newSigningKey, signText, signingPublicKey } from './signing-key.ts';
