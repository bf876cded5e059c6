import {
  byteSpellings,
  type SpellingName,
  spellings,
} from '../support/canaries.ts';
import type { Canary } from './canary-book.ts';

/** A canary that was found, without what it is. */
export interface Leak {
  label: string;
  spelling: SpellingName;
  /** In bytes, from the begin of the piece that was searched. */
  at: number;
}

interface Needle {
  canary: Canary;
  spelling: SpellingName;
  bytes: Buffer;
}

const PREFIX_BYTES = 4;
const FILTER_BITS = 20;

/**
 * Looks for thousands of spellings in one pass: what is searched is a whole database, many times as large as everything
 * else. Only where four bytes look like the begin of a spelling is it compared.
 */
export class LeakScanner {
  readonly #byPrefix = new Map<number, Needle[]>();
  readonly #filter = new Uint8Array(1 << FILTER_BITS);
  readonly count: number;

  constructor(canaries: readonly Canary[]) {
    const needles = canaries.flatMap(needlesOf);
    this.count = needles.length;
    for (const needle of needles) {
      const prefix = needle.bytes.readUInt32LE(0);
      const same = this.#byPrefix.get(prefix);
      if (same === undefined) this.#byPrefix.set(prefix, [needle]);
      else same.push(needle);
      this.#filter[slotOf(prefix)] = 1;
    }
  }

  /** Every canary in these bytes, each spelling of it once. */
  find(bytes: Buffer): Leak[] {
    const found = new Map<string, Leak>();
    const last = bytes.length - PREFIX_BYTES;
    let prefix = bytes.length < PREFIX_BYTES ? 0 : bytes.readUInt32LE(0);
    for (let at = 0; at <= last; at += 1) {
      if (this.#filter[slotOf(prefix)] === 1) {
        for (const { canary, spelling, bytes: needle } of this.#byPrefix.get(
          prefix,
        ) ?? []) {
          if (
            at + needle.length <= bytes.length &&
            needle.compare(bytes, at, at + needle.length) === 0
          ) {
            const { label } = canary;
            const key = `${label} ${spelling}`;
            if (!found.has(key)) found.set(key, { label, spelling, at });
          }
        }
      }
      prefix = ((prefix >>> 8) | ((bytes[at + PREFIX_BYTES] ?? 0) << 24)) >>> 0;
    }
    return [...found.values()];
  }
}

/** Every way in which one canary may stand somewhere. */
export function spellingsOf(canary: Canary): ReturnType<typeof spellings> {
  return Buffer.isBuffer(canary.secret)
    ? byteSpellings(canary.secret)
    : spellings(canary.secret);
}

function needlesOf(canary: Canary): Needle[] {
  return spellingsOf(canary).map(({ name, bytes }) => ({
    canary,
    spelling: name,
    bytes,
  }));
}

function slotOf(prefix: number): number {
  return Math.imul(prefix, 0x9e3779b1) >>> (32 - FILTER_BITS);
}
