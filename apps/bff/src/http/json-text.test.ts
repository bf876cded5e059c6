import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseJsonText } from './json-text.ts';
import { Refusal } from './refusal.ts';

function outcome(text: string): unknown {
  try {
    return parseJsonText(text);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const nested = (depth: number): string =>
  `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('reading JSON of a stranger', () => {
  it('gives what JSON.parse gives, for all it accepts', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const read = outcome(text);
        if (read === 'malformed_json') return;
        expect(read).toEqual(JSON.parse(text));
      }),
    );
  });

  it('throws nothing but a refusal, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...'{}[]",:\\0-1eu ') }),
        ),
        (text) => {
          expect(() => outcome(text)).not.toThrow();
        },
      ),
      { numRuns: 2_000 },
    );
    // Seconds where other suites share the machine.
  }, 60_000);

  it.each([
    ['21 levels', nested(21)],
    ['30,000 levels', nested(30_000)],
    ['a member twice', '{"a":1,"a":2}'],
    ['a member twice, escaped', '{"a":1,"\\u0061":2}'],
    ['a member twice, deeper', '[{"x":{"a":1,"b":{},"a":2}}]'],
    ['__proto__', '{"__proto__":{}}'],
    ['__proto__, escaped', '{"__pro\\u0074o__":{}}'],
    ['constructor', '{"constructor":1}'],
    ['prototype', '{"a":{"prototype":1}}'],
    ['9007199254740993', '9007199254740993'],
    ['1e400', '[1e400]'],
    ['a lone surrogate', '"\\udc00"'],
    ['a lone surrogate in a name', '{"\\ud800":1}'],
    ['an open text', '"abc'],
    ['an open escape', '"\\'],
    ['nothing', ''],
    ['two values', '1 2'],
    ['a bad escape in a name', '{"\\x":1}'],
  ])('refuses %s', (_what, text) => {
    expect(outcome(text)).toBe('malformed_json');
  });

  it.each([
    ['20 levels', nested(20)],
    ['a name that occurs in two places', '[{"a":1},{"a":{"a":2}}]'],
    ['brackets inside a text', `"${'['.repeat(100)}"`],
    ['an escaped quote', '{"a\\"b":"c\\\\"}'],
    ['a pair of surrogates', '"\\ud83d\\ude00"'],
    ['the largest exact number', '9007199254740991'],
  ])('accepts %s', (_what, text) => {
    expect(outcome(text)).toEqual(JSON.parse(text));
  });

  it('counts members of all objects together', () => {
    const object = (count: number): string =>
      `{${Array.from({ length: count }, (_, index) => `"k${String(index)}":0`).join(',')}}`;
    expect(outcome(object(500))).not.toBe('malformed_json');
    expect(outcome(`[${object(300)},${object(201)}]`)).toBe('malformed_json');
  });

  it('stays linear on a megabyte of openings', () => {
    const start = process.threadCpuUsage();
    for (const piece of ['[', '{"a":', '"', '\\"', '-', '9', ',']) {
      outcome(piece.repeat(Math.floor(1_000_000 / piece.length)));
    }
    const { user, system } = process.threadCpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(2_000);
  });
});
