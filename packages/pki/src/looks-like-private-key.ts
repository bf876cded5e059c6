import { decodeBase64 } from './base64.ts';

/** Words that only files with private keys contain. */
const MARKERS = [
  'PRIVATE KEY',
  'PUTTY-USER-KEY-FILE',
  'AGE-SECRET-KEY-',
] as const;
const HEAD_LENGTH = 24;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;

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

function startsLikePrivateKey(stretch: string): boolean {
  const head = stretch
    .trimStart()
    .slice(0, HEAD_LENGTH * 2)
    .replace(/\s+/g, '');
  const bytes = decodeBase64(
    head.slice(0, Math.min(HEAD_LENGTH, head.length - (head.length % 4))),
  );
  if (bytes === null || bytes[0] !== SEQUENCE) return false;
  const lengthByte = bytes[1] ?? 0;
  const body = lengthByte < 0x80 ? 2 : 2 + (lengthByte & 0x7f);
  if (bytes[body] !== INTEGER || bytes[body + 1] !== 1) return false;
  const version = bytes[body + 2];
  const next = bytes[body + 3];
  // PKCS#8 and PKCS#1 | SEC 1 and PKCS#8 version 2 | PKCS#12
  if (version === 0) return next === SEQUENCE || next === INTEGER;
  if (version === 1) return next === OCTET_STRING || next === SEQUENCE;
  return version === 3 && next === SEQUENCE;
}
