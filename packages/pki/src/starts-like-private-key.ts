import { decodeBase64 } from './base64.ts';

const HEAD_LENGTH = 24;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
/** 1.2.840.113549.1.5 and 1.2.840.113549.1.12.1 */
const PKCS5 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05];
const PKCS12 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01];

/** Whether the Base64 at the start of a text is that of PKCS#1, PKCS#8, SEC 1 or PKCS#12, locked or not. */
export function startsLikePrivateKey(stretch: string): boolean {
  const head = stretch
    .trimStart()
    .slice(0, HEAD_LENGTH * 2)
    .replace(/\s+/g, '');
  // The Base64 of a SEQUENCE begins so; most texts are none.
  if (!head.startsWith('M')) return false;
  const bytes = decodeBase64(
    head.slice(0, Math.min(HEAD_LENGTH, head.length - (head.length % 4))),
  );
  if (bytes === null || bytes[0] !== SEQUENCE) return false;
  const lengthByte = bytes[1] ?? 0;
  const body = lengthByte < 0x80 ? 2 : 2 + (lengthByte & 0x7f);
  if (isPasswordScheme(bytes.subarray(body))) return true;
  if (bytes[body] !== INTEGER || bytes[body + 1] !== 1) return false;
  const version = bytes[body + 2];
  const next = bytes[body + 3];
  // PKCS#8 and PKCS#1 | SEC 1 and PKCS#8 version 2 | PKCS#12
  if (version === 0) return next === SEQUENCE || next === INTEGER;
  if (version === 1) return next === OCTET_STRING || next === SEQUENCE;
  return version === 3 && next === SEQUENCE;
}

/** A locked PKCS#8 key begins with the name of its scheme, of PKCS#5 or PKCS#12. */
function isPasswordScheme([
  tag,
  ,
  member,
  length,
  ...oid
]: Uint8Array): boolean {
  return (
    tag === SEQUENCE &&
    member === OBJECT_IDENTIFIER &&
    (length === PKCS5.length + 1 || length === PKCS12.length + 1) &&
    [PKCS5, PKCS12].some((prefix) =>
      prefix.every((byte, index) => oid[index] === byte),
    )
  );
}
