import { say } from '@keyward/messages';

/** 32 random bytes from the browser's generator as Base64: a key derivation key of the length hosts are known to take. */
export function newKeyDerivationKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes));
}

/** A key id as hosts make them: UUID version 4. */
export function newKeyId(): string {
  return crypto.randomUUID();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const BASE64_OF_32_BYTES = /^[A-Za-z0-9+/]{43}=$/;

/** A caution about a key id; the host has the last word. */
export function doubtAboutKeyId(text: string): string | undefined {
  return text === '' || UUID.test(text)
    ? undefined
    : say('esx-create-native-provider.this-is-not-a-uuid-the-host');
}

/** A caution about a key derivation key; the vendor states no length. */
export function doubtAboutKey(text: string): string | undefined {
  return text === '' || BASE64_OF_32_BYTES.test(text)
    ? undefined
    : say('esx-create-native-provider.this-is-not-the-base64-of-32');
}
