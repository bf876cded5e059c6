import { describe, expect, test } from 'vitest';

import { compileMessage } from '../build/compile-message.ts';
import { pseudoMessage } from '../build/pseudo.ts';
import { type Part, putTogether } from '../src/parts.ts';

function text(
  message: string,
  values: Record<string, string | number> = {},
): string {
  const compiled = compileMessage(message);
  const parts: readonly Part[] =
    typeof compiled === 'string' ? [compiled] : compiled;
  return putTogether<string | number, string>(
    parts,
    values,
    String,
    (name, inner) => `[${name}:${inner.join('')}]`,
  ).join('');
}

describe('a message', () => {
  test('that is plain text stays a string, quotes and braces taken as written', () => {
    expect(compileMessage('Nothing’s lost')).toBe('Nothing’s lost');
    expect(compileMessage("a '{'brace'}' and ''quotes''")).toBe(
      "a {brace} and 'quotes'",
    );
  });

  test('takes its values', () => {
    expect(text('{have} of {need} approvals', { have: 0, need: 2 })).toBe(
      '0 of 2 approvals',
    );
  });

  test('chooses by the plural rules of its language, and groups the number', () => {
    const message = '{n, plural, =0 {none} one {one server} other {# servers}}';
    expect([0, 1, 2, 12_000].map((n) => text(message, { n }))).toEqual([
      'none',
      'one server',
      '2 servers',
      '12,000 servers',
    ]);
  });

  test('chooses by a word, and falls back to the other case', () => {
    const message = '{kind, select, esx {a host} other {a system}}';
    expect(text(message, { kind: 'esx' })).toBe('a host');
    expect(text(message, { kind: 'ontap' })).toBe('a system');
  });

  test('hands marked text to whoever draws it', () => {
    expect(text('<b>Approved</b> by {name}', { name: 'Ada' })).toBe(
      '[b:Approved] by Ada',
    );
  });

  test.each([
    '{open',
    '<b>open',
    '{n, plural, one {x}}',
    '{when, date, short}',
  ])('is refused by the build when it is written wrongly: %s', (message) => {
    expect(() => compileMessage(message)).toThrow(Error);
  });

  test('has no plain letter left in the test language, whatever its cases', () => {
    const spoken = pseudoMessage(
      compileMessage(
        '{n, plural, one {one zone} other {# zones}} <b>in</b> use',
      ),
    );
    const parts = typeof spoken === 'string' ? [spoken] : spoken;
    const read = (n: number): string =>
      putTogether<number, string>(parts, { n }, String, (_, inner) =>
        inner.join(''),
      ).join('');
    expect(read(1)).not.toMatch(/one|zone|in|use/);
    expect(read(2)).not.toMatch(/zones|in|use/);
    expect(read(2)).toMatch(/^⟦2 .*⟧$/);
  });
});
