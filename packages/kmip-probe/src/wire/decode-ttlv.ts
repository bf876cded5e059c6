import {
  HEADER_BYTES,
  paddedLength,
  TTLV_LIMITS,
  type Ttlv,
  TtlvError,
  type TtlvType,
  TYPE_CODES,
} from './ttlv.ts';

/** The standard's tags and the range it leaves to vendors. */
const TAG_RANGES = [0x42, 0x54];
const TYPES: ReadonlyMap<number, TtlvType> = new Map(
  Object.entries(TYPE_CODES).map(([type, code]) => [code, type as TtlvType]), // Object.entries widens the keys of a constant
);
const FIXED_LENGTHS: Partial<Record<TtlvType, number>> = {
  integer: 4,
  enumeration: 4,
  interval: 4,
  long: 8,
  boolean: 8,
  date: 8,
};
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads exactly one item that fills `bytes`. Lengths are compared with the bytes that are there before anything is
 * made of them, so a stated length costs nothing.
 *
 * @throws TtlvError for everything that is not exactly TTLV, or beyond `TTLV_LIMITS`
 */
export function decodeTtlv(bytes: Uint8Array): Ttlv {
  if (bytes.length > TTLV_LIMITS.maxBytes) {
    throw new TtlvError('The message is too long.');
  }
  const reader = {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    itemsLeft: TTLV_LIMITS.maxItems as number,
  };
  const { item, next } = readItem(reader, 0, bytes.length, 1);
  if (next !== bytes.length) throw new TtlvError('Bytes follow the message.');
  return item;
}

interface Reader {
  bytes: Uint8Array;
  view: DataView;
  itemsLeft: number;
}

function readItem(
  reader: Reader,
  start: number,
  end: number,
  depth: number,
): { item: Ttlv; next: number } {
  if (depth > TTLV_LIMITS.maxDepth) throw new TtlvError('Nested too deeply.');
  if (--reader.itemsLeft < 0) throw new TtlvError('Too many items.');
  if (end - start < HEADER_BYTES) throw new TtlvError('An item is cut short.');
  const { view } = reader;
  const head = view.getUint32(start);
  const tag = head >>> 8;
  if (!TAG_RANGES.includes(tag >>> 16)) throw new TtlvError('Not a KMIP tag.');
  const type = TYPES.get(head & 0xff);
  if (type === undefined) throw new TtlvError('Not a KMIP type.');
  const length = view.getUint32(start + 4);
  const at = start + HEADER_BYTES;
  const next = at + paddedLength(length);
  if (next > end) throw new TtlvError('An item is longer than its message.');
  const fixed = FIXED_LENGTHS[type];
  if (fixed !== undefined && fixed !== length) {
    throw new TtlvError('A value has the wrong length.');
  }
  for (let index = at + length; index < next; index += 1) {
    if (view.getUint8(index) !== 0) throw new TtlvError('Padding is not zero.');
  }
  return { item: readValue(reader, { tag, type, at, length, depth }), next };
}

interface Found {
  tag: number;
  type: TtlvType;
  at: number;
  length: number;
  depth: number;
}

function readValue(
  reader: Reader,
  { tag, type, at, length, depth }: Found,
): Ttlv {
  const { bytes, view } = reader;
  switch (type) {
    case 'structure':
      return { tag, type, items: readItems(reader, at, length, depth) };
    case 'integer':
      return { tag, type, value: view.getInt32(at) };
    case 'enumeration':
    case 'interval':
      return { tag, type, value: view.getUint32(at) };
    case 'long':
    case 'date':
      return { tag, type, value: view.getBigInt64(at) };
    case 'boolean': {
      const value = view.getBigUint64(at);
      if (value > 1n) throw new TtlvError('A boolean is neither 0 nor 1.');
      return { tag, type, value: value === 1n };
    }
    case 'text':
      return { tag, type, value: readText(bytes.subarray(at, at + length)) };
    case 'big_integer':
      if (length === 0 || length % 8 !== 0) {
        throw new TtlvError('A value has the wrong length.');
      }
      return { tag, type, value: bytes.slice(at, at + length) };
    case 'bytes':
      return { tag, type, value: bytes.slice(at, at + length) };
  }
}

function readItems(
  reader: Reader,
  at: number,
  length: number,
  depth: number,
): Ttlv[] {
  const items: Ttlv[] = [];
  const end = at + length;
  let next = at;
  while (next < end) {
    const read = readItem(reader, next, end, depth + 1);
    items.push(read.item);
    next = read.next;
  }
  return items;
}

function readText(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw new TtlvError('A text is not UTF-8.');
  }
}
