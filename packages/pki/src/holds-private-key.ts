import { startsLikePrivateKey } from './starts-like-private-key.ts';

/** What only a key itself has, unlike a sentence about one. */
const MARKERS: readonly RegExp[] = [
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
  if (hasKeyLine(text)) return true;
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

const KEY_WORDS = 'PRIVATE KEY';
const BEGIN = 'BEGIN ';
const LONGEST_LINE = 60;

/** A line such as `-----BEGIN RSA PRIVATE KEY`, in any case. Looks back from the last words, so each is seen once. */
function hasKeyLine(text: string): boolean {
  const upper = text.toUpperCase();
  let at = upper.indexOf(KEY_WORDS);
  while (at !== -1) {
    const before = upper.slice(Math.max(0, at - LONGEST_LINE), at);
    const begin = before.lastIndexOf(BEGIN);
    if (begin > 0 && before.slice(0, begin).trimEnd().endsWith('--')) {
      return true;
    }
    at = upper.indexOf(KEY_WORDS, at + KEY_WORDS.length);
  }
  return false;
}
