import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeTtlv } from './decode-ttlv.ts';
import { encodeTtlv } from './encode-ttlv.ts';
import { createMessageReader } from './message-reader.ts';
import { TTLV_LIMITS, type Ttlv, TtlvError } from './ttlv.ts';

const RUNS = Math.max(
  200,
  10_000 * Number(process.env['KEYWARD_TEST_SCALE'] ?? '0.05'),
);
const tag = fc.integer({ min: 0x420000, max: 0x42ffff });
const bytes = (maxLength: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ maxLength });

const item = fc.letrec<{ leaf: Ttlv; item: Ttlv }>((tie) => ({
  leaf: fc.oneof(
    fc.record({ tag, type: fc.constant('integer'), value: fc.integer() }),
    fc.record({
      tag,
      type: fc.constant('long'),
      value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    }),
    fc.record({
      tag,
      type: fc.constant('big_integer'),
      value: fc
        .integer({ min: 1, max: 4 })
        .chain((words) =>
          fc.uint8Array({ minLength: words * 8, maxLength: words * 8 }),
        ),
    }),
    fc.record({
      tag,
      type: fc.constantFrom('enumeration', 'interval'),
      value: fc.integer({ min: 0, max: 0xffffffff }),
    }),
    fc.record({ tag, type: fc.constant('boolean'), value: fc.boolean() }),
    fc.record({
      tag,
      type: fc.constant('text'),
      value: fc.string({ unit: 'grapheme', maxLength: 40 }),
    }),
    fc.record({ tag, type: fc.constant('bytes'), value: bytes(40) }),
    fc.record({
      tag,
      type: fc.constant('date'),
      value: fc.bigInt({ min: 0n, max: 2n ** 40n }),
    }),
  ),
  item: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('leaf'),
    fc.record({
      tag,
      type: fc.constant('structure'),
      items: fc.array(tie('item'), { maxLength: 4 }),
    }),
  ),
})).item;

/** `count` structures, one inside the other. */
function nested(count: number): Ttlv {
  let inner: Ttlv = { tag: 0x420078, type: 'structure', items: [] };
  for (let depth = 1; depth < count; depth += 1) {
    inner = { tag: 0x420078, type: 'structure', items: [inner] };
  }
  return inner;
}

/** A header that says whatever is wanted, with nothing behind it. */
function header(head: number, length: number): Uint8Array {
  const made = new Uint8Array(8);
  new DataView(made.buffer).setUint32(0, head);
  new DataView(made.buffer).setUint32(4, length);
  return made;
}

function decodes(read: Uint8Array): Ttlv | null {
  try {
    return decodeTtlv(read);
  } catch (error) {
    if (error instanceof TtlvError) return null;
    throw error;
  }
}

describe('TTLV', () => {
  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(item, (each) => {
        expect(decodeTtlv(encodeTtlv(each))).toEqual(each);
      }),
      { numRuns: RUNS },
    );
  });

  it('answers any bytes with an item that is written the same way, or a refusal', () => {
    const hostile = fc.oneof(
      bytes(200),
      fc
        .tuple(item, fc.nat(), fc.nat({ max: 255 }))
        .map(([each, place, value]) => {
          const whole = encodeTtlv(each);
          whole[place % whole.length] = value;
          return whole;
        }),
      fc
        .tuple(item, fc.nat())
        .map(([each, cut]) => encodeTtlv(each).subarray(0, cut)),
    );
    fc.assert(
      fc.property(hostile, (read) => {
        const found = decodes(read);
        expect(found === null ? read : encodeTtlv(found)).toEqual(read);
      }),
      { numRuns: RUNS * 2 },
    );
  });

  it.each([
    ['a length of four gigabytes', header(0x42007b01, 0xffffffff)],
    ['a length beyond the message', header(0x42007b08, 8)],
    ['a tag of no standard', header(0x41007b01, 0)],
    ['a type that does not exist', header(0x42007b0b, 0)],
    ['a cut header', header(0x42007b01, 0).subarray(0, 7)],
    ['nothing', new Uint8Array(0)],
  ])('refuses %s', (_name, read) => {
    expect(() => decodeTtlv(read)).toThrow(TtlvError);
  });

  it('refuses what is nested more deeply than its limit, and reads what is not', () => {
    const deepest = encodeTtlv(nested(TTLV_LIMITS.maxDepth));
    expect(decodes(deepest)).not.toBeNull();
    const deeper = new Uint8Array([
      ...header(0x42007801, deepest.length),
      ...deepest,
    ]);
    expect(() => decodeTtlv(deeper)).toThrow('Nested too deeply.');
  });

  it('refuses more items than its limit', () => {
    const many = header(0x42007801, (TTLV_LIMITS.maxItems + 1) * 8);
    const inner = Array.from({ length: TTLV_LIMITS.maxItems + 1 }, () => [
      ...header(0x42007801, 0),
    ]).flat();
    expect(() => decodeTtlv(new Uint8Array([...many, ...inner]))).toThrow(
      'Too many items.',
    );
  });

  it('refuses padding that is not zero and a text that is not UTF-8', () => {
    const text = encodeTtlv({ tag: 0x42007d, type: 'text', value: 'ab' });
    expect(() => decodeTtlv(text.with(15, 1))).toThrow('Padding is not zero.');
    expect(() => decodeTtlv(text.with(8, 0xff))).toThrow(
      'A text is not UTF-8.',
    );
  });
});

describe('a message as it comes in', () => {
  const message = encodeTtlv({
    tag: 0x42007b,
    type: 'structure',
    items: [{ tag: 0x42007d, type: 'text', value: 'hello' }],
  });

  it('is whole however it was cut', () => {
    const reader = createMessageReader();
    const taken = [...message].map((byte) => reader.take(Uint8Array.of(byte)));
    expect(taken.slice(0, -1).every((each) => each === null)).toBe(true);
    expect(taken.at(-1)).toEqual(message);
  });

  it('is refused at its header when that states too much, whatever follows', () => {
    const reader = createMessageReader();
    expect(() => reader.take(header(0x42007b01, 65_536))).toThrow(
      'The message is too long.',
    );
  });

  it('is refused when it is no KMIP answer, or when bytes follow it', () => {
    expect(() =>
      createMessageReader().take(new TextEncoder().encode('HTTP/1.1 400')),
    ).toThrow('This is no KMIP message.');
    expect(() =>
      createMessageReader().take(new Uint8Array([...message, 0])),
    ).toThrow('Bytes follow the message.');
  });

  it('is given up as soon as more than the limit has come', () => {
    const reader = createMessageReader();
    reader.take(header(0x42007b01, 60_000));
    expect(() => reader.take(new Uint8Array(65_530))).toThrow(
      'The message is too long.',
    );
  });
});
