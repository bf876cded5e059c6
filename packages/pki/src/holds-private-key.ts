import { startsLikePrivateKey } from './starts-like-private-key.ts';

/** What only a key itself has, unlike a sentence about one. */
const MARKERS: readonly RegExp[] = [
  /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/i,
  /PuTTY-User-Key-File-\d/i,
  /AGE-SECRET-KEY-1[0-9A-Z]{20}/i,
  // An OpenSSH key without its first line.
  /b3BlbnNzaC1rZXktdjE/,
];
const JWK_SECRET = /"d" {0,8}: {0,8}"[A-Za-z0-9_-]{20}/;
const MIN_TOKEN_LENGTH = 24;

/**
 * True when a text that people write, such as a reason or a name, holds a private key. A sentence that only speaks of a
 * private key may stay. Linear in the length of the text.
 */
export function holdsPrivateKey(text: string): boolean {
  if (text.length < MIN_TOKEN_LENGTH) return false;
  if (MARKERS.some((marker) => marker.test(text))) return true;
  if (text.includes('"kty"') && JWK_SECRET.test(text)) return true;
  // The Base64 of a key without any label, wherever it begins.
  return text
    .split(/[^A-Za-z0-9+/=]+/)
    .some(
      (token) =>
        token.length >= MIN_TOKEN_LENGTH && startsLikePrivateKey(token),
    );
}
