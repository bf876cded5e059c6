import { say } from '@keyward/messages';

const MARKERS = /PRIVATE KEY|PuTTY-User-Key-File|AGE-SECRET-KEY-/i;

const SENTENCE = say('certificates.this-text-holds-a-private-key-and');

/** The sentence that refuses a private key in a public field, or null. Runs before anything is kept. */
export function refusePrivateKey(text: string): string | null {
  return MARKERS.test(text) ? SENTENCE : null;
}

/** The same for keys without their usual words: bare Base64, PKCS#12, JWK. */
export async function refuseHiddenPrivateKey(
  text: string,
): Promise<string | null> {
  const { looksLikePrivateKey } = await import('@keyward/pki');
  return looksLikePrivateKey(text) ? SENTENCE : null;
}
