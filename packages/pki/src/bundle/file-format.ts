const ZIP = [0x50, 0x4b, 0x03, 0x04];
const GZIP = [0x1f, 0x8b];
const JKS = [0xfe, 0xed, 0xfe, 0xed];
const JCEKS = [0xce, 0xce, 0xce, 0xce];

export type FileFormat = 'der' | 'archive' | 'JKS' | 'JCEKS' | 'text';

/** What a file is by its first bytes; its name says nothing. */
export function fileFormat(bytes: Uint8Array): FileFormat {
  if (startsWith(bytes, JKS)) return 'JKS';
  if (startsWith(bytes, JCEKS)) return 'JCEKS';
  if (startsWith(bytes, ZIP) || startsWith(bytes, GZIP)) return 'archive';
  return isDer(bytes) ? 'der' : 'text';
}

/** A SEQUENCE with a length or a first member that no text has, which could begin with the digit "0" too. */
function isDer(bytes: Uint8Array): boolean {
  const [tag, length = 0] = bytes;
  if (tag !== 0x30 || length === 0) return false;
  return length >= 0x80 || bytes.subarray(0, 8).some((byte) => byte < 0x09);
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}
