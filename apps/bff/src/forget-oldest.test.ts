import { describe, expect, it } from 'vitest';

import { forgetOldest } from './forget-oldest.ts';

describe('a bounded memory', () => {
  it('loses what was put in first, and nothing while there is room', () => {
    const memory = new Map<string, number>();
    for (const [name, value] of [
      ['first', 1],
      ['second', 2],
      ['third', 3],
    ] as const) {
      memory.set(name, value);
      forgetOldest(memory, 2);
    }
    expect([...memory.keys()]).toEqual(['second', 'third']);
  });

  it('keeps what was put in again', () => {
    const memory = new Set(['first', 'second']);
    memory.delete('first');
    memory.add('first');
    memory.add('third');
    forgetOldest(memory, 2);
    expect([...memory]).toEqual(['first', 'third']);
  });
});
