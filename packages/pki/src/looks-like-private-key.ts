import { startsLikePrivateKey } from './starts-like-private-key.ts';

/** Words that only files with private keys contain. */
const MARKERS = [
  'PRIVATE KEY',
  'PUTTY-USER-KEY-FILE',
  'AGE-SECRET-KEY-',
] as const;

/**
 * True when a text meant to be public holds a private key: PEM of any kind, OpenSSH, PuTTY, a private JWK, or the bare
 * Base64 of PKCS#1, PKCS#8, SEC 1 or PKCS#12. Used to refuse the text before it is stored or logged anywhere.
 */
export function looksLikePrivateKey(text: string): boolean {
  const upper = text.toUpperCase();
  if (MARKERS.some((marker) => upper.includes(marker))) return true;
  if (/"kty"\s*:/.test(text) && /"d"\s*:/.test(text)) return true;
  // A PKCS#12 file opened as text: the SEQUENCE, some length bytes, then version 3.
  if (/^0[^]{1,4}\x02\x01\x03/.test(text)) return true;
  // The label may lie, and there may be none: look at the first bytes of every stretch between dashes.
  return text.split('-----').some((stretch) => startsLikePrivateKey(stretch));
}
