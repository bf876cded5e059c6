import {
  HEADER_BYTES,
  paddedLength,
  TTLV_LIMITS,
  type Ttlv,
  TtlvError,
  TYPE_CODES,
} from './ttlv.ts';

/** Writes one item with everything in it. @throws TtlvError when a value does not fit its type */
export function encodeTtlv(item: Ttlv): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + paddedLength(lengthOf(item, 1)));
  write(item, new DataView(bytes.buffer), bytes, 0);
  return bytes;
}

/** Length of the value as the header states it: without padding. */
function lengthOf(item: Ttlv, depth: number): number {
  if (depth > TTLV_LIMITS.maxDepth) throw new TtlvError('Nested too deeply.');
  switch (item.type) {
    case 'structure':
      return item.items.reduce(
        (sum, each) =>
          sum + HEADER_BYTES + paddedLength(lengthOf(each, depth + 1)),
        0,
      );
    case 'text':
      return new TextEncoder().encode(item.value).length;
    case 'bytes':
      return item.value.length;
    case 'big_integer':
      if (item.value.length === 0 || item.value.length % 8 !== 0) {
        throw new TtlvError('A big integer has a multiple of eight bytes.');
      }
      return item.value.length;
    case 'integer':
    case 'enumeration':
    case 'interval':
      return 4;
    case 'long':
    case 'boolean':
    case 'date':
      return 8;
  }
}

/** Returns where the next item begins. */
function write(
  item: Ttlv,
  view: DataView,
  bytes: Uint8Array,
  start: number,
): number {
  const length = lengthOf(item, 1);
  view.setUint32(start, item.tag * 256 + TYPE_CODES[item.type]);
  view.setUint32(start + 4, length);
  const at = start + HEADER_BYTES;
  switch (item.type) {
    case 'structure':
      return item.items.reduce(
        (next, each) => write(each, view, bytes, next),
        at,
      );
    case 'integer':
      view.setInt32(at, item.value);
      break;
    case 'enumeration':
    case 'interval':
      view.setUint32(at, item.value);
      break;
    case 'long':
    case 'date':
      view.setBigInt64(at, item.value);
      break;
    case 'boolean':
      view.setBigUint64(at, item.value ? 1n : 0n);
      break;
    case 'text':
      bytes.set(new TextEncoder().encode(item.value), at);
      break;
    case 'bytes':
    case 'big_integer':
      bytes.set(item.value, at);
      break;
  }
  return at + paddedLength(length);
}
