import { json } from '@keyward/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { movedFacts } from './moved-facts.ts';

describe('what moved', () => {
  it('is nothing between equal facts, whatever the order of members', () => {
    expect(movedFacts({ a: 1, b: [2] }, { b: [2], a: 1 })).toEqual([]);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const facts = json.parse(JSON.parse(JSON.stringify(value)));
        expect(movedFacts(facts, structuredClone(facts))).toEqual([]);
      }),
    );
  });

  it('names the innermost member and both values', () => {
    expect(
      movedFacts(
        { cluster: { name: 'one', id: 'c' }, servers: ['a'] },
        { cluster: { name: 'two', id: 'c' }, servers: ['a', 'b'] },
      ),
    ).toEqual([
      { pointer: '/cluster/name', before: 'one', now: 'two' },
      { pointer: '/servers', before: ['a'], now: ['a', 'b'] },
    ]);
  });

  it('counts what came and what went', () => {
    expect(movedFacts({ gone: 1 }, { come: 2 })).toEqual([
      { pointer: '/gone', before: 1, now: null },
      { pointer: '/come', before: null, now: 2 },
    ]);
  });

  it('counts a change of kind, and the order of a list', () => {
    expect(movedFacts({ a: {} }, { a: null })).toHaveLength(1);
    expect(movedFacts(['a', 'b'], ['b', 'a'])).toHaveLength(1);
    expect(movedFacts({ a: '1' }, { a: 1 })).toHaveLength(1);
  });

  it('is bounded', () => {
    const facts = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`k${String(index)}`, index]),
    );
    expect(movedFacts(facts, {})).toHaveLength(20);
  });
});
