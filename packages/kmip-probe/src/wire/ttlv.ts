/**
 * One item of a KMIP message: a tag of three bytes, a type, and a value. Times are seconds since 1970, intervals
 * seconds. Source: OASIS KMIP Specification 1.4, section 9.1 (TTLV encoding), unchanged in 2.1.
 */
export type Ttlv =
  | { tag: number; type: 'structure'; items: Ttlv[] }
  | { tag: number; type: 'integer'; value: number }
  | { tag: number; type: 'long'; value: bigint }
  | { tag: number; type: 'big_integer'; value: Uint8Array }
  | { tag: number; type: 'enumeration'; value: number }
  | { tag: number; type: 'boolean'; value: boolean }
  | { tag: number; type: 'text'; value: string }
  | { tag: number; type: 'bytes'; value: Uint8Array }
  | { tag: number; type: 'date'; value: bigint }
  | { tag: number; type: 'interval'; value: number };

export type TtlvType = Ttlv['type'];

/** Type bytes on the wire. */
export const TYPE_CODES = {
  structure: 1,
  integer: 2,
  long: 3,
  big_integer: 4,
  enumeration: 5,
  boolean: 6,
  text: 7,
  bytes: 8,
  date: 9,
  interval: 10,
} as const satisfies Record<TtlvType, number>;

/** Tag, type and length: every item begins with these. */
export const HEADER_BYTES = 8;

/** Bounds of what is read from a key server. A Query answer of a large product takes some four kilobytes. */
export const TTLV_LIMITS = {
  /** Of a whole message, its header included. */
  maxBytes: 65_536,
  /** Structures inside structures; KMIP's own messages stay below eight. */
  maxDepth: 16,
  /** Items of all levels together. */
  maxItems: 4_096,
} as const;

/** Every value but a structure's is filled up with zeros to a multiple of eight bytes. */
export function paddedLength(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** The bytes are no TTLV within the limits. The message says what is wrong and repeats none of the bytes. */
export class TtlvError extends Error {
  override readonly name = 'TtlvError';
}
