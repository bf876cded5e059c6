/**
 * How long the DER value at the start of `bytes` says it is, header included, or null when the header is broken.
 * Parsers stop at the end of the first value; what follows it would ride along unseen.
 */
export function derLength(bytes: Uint8Array): number | null {
  const first = bytes[1];
  if (first === undefined) return null;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  if (count === 0 || count > 4 || bytes.length < 2 + count) return null;
  const length = bytes
    .subarray(2, 2 + count)
    .reduce((total, byte) => total * 256 + byte, 0);
  return 2 + count + length;
}
