const HEAD_BYTES = 18;
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;
/** 1.2.840.113549.1.5 and 1.2.840.113549.1.12.1 */
const PKCS5 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05];
const PKCS12 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01];
const ALPHABET =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map(
  Array.from(ALPHABET, (character, value) => [character.charCodeAt(0), value]),
);
const SPACES: readonly number[] = [0x20, 0x09, 0x0a, 0x0d];

/** Whether the Base64 at the start of a text is that of PKCS#1, PKCS#8, SEC 1 or PKCS#12, locked or not. */
export function startsLikePrivateKey(stretch: string): boolean {
  const bytes = headOf(stretch);
  if (bytes[0] !== SEQUENCE) return false;
  const lengthByte = bytes[1] ?? 0;
  const body = lengthByte < 0x80 ? 2 : 2 + (lengthByte & 0x7f);
  if (isPasswordScheme(bytes.slice(body))) return true;
  if (bytes[body] !== INTEGER || bytes[body + 1] !== 1) return false;
  const version = bytes[body + 2];
  const next = bytes[body + 3];
  // PKCS#8 and PKCS#1 | SEC 1 and PKCS#8 version 2 | PKCS#12
  if (version === 0) return next === SEQUENCE || next === INTEGER;
  if (version === 1) return next === OCTET_STRING || next === SEQUENCE;
  return version === 3 && next === SEQUENCE;
}

/**
 * The first bytes of the Base64 at the start of a text, up to the first character that is none. By hand, because a
 * hostile text has tens of thousands of such starts and each has to cost less than a microsecond.
 */
function headOf(text: string): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (let at = 0; at < text.length && bytes.length < HEAD_BYTES; at += 1) {
    const code = text.charCodeAt(at);
    const value = VALUES.get(code);
    if (value === undefined) {
      if (SPACES.includes(code)) continue;
      break;
    }
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return bytes;
}

/** A locked PKCS#8 key begins with the name of its scheme, of PKCS#5 or PKCS#12. */
function isPasswordScheme([
  tag,
  ,
  member,
  length,
  ...oid
]: readonly number[]): boolean {
  return (
    tag === SEQUENCE &&
    member === OBJECT_IDENTIFIER &&
    (length === PKCS5.length + 1 || length === PKCS12.length + 1) &&
    [PKCS5, PKCS12].some((prefix) =>
      prefix.every((byte, index) => oid[index] === byte),
    )
  );
}
