import { beforeEach, describe, expect, it } from 'vitest';

import { ShortMemory } from './short-memory.ts';

let now = 0;
let memory: ShortMemory<string>;

beforeEach(() => {
  now = 5_000;
  memory = new ShortMemory(() => now);
});

describe('what was just looked up', () => {
  it('is believed for less than a second from before it was looked up', () => {
    const lookUp = memory.begin();
    now += 400;
    memory.keep('ada', 'admin', lookUp);
    now += 599;
    expect(memory.find('ada')).toBe('admin');
    now += 1;
    expect(memory.find('ada')).toBeUndefined();
  });

  it('is forgotten when something changed', () => {
    memory.keep('ada', 'admin', memory.begin());
    memory.forgetAll();
    expect(memory.find('ada')).toBeUndefined();
  });

  it('is not kept when something changed while it was looked up', () => {
    const lookUp = memory.begin();
    memory.forgetAll();
    memory.keep('ada', 'admin', lookUp);
    expect(memory.find('ada')).toBeUndefined();
  });

  it('gives way to what was looked up later, not earlier', () => {
    const early = memory.begin();
    now += 10;
    memory.keep('ada', 'reviewer', memory.begin());
    memory.keep('ada', 'admin', early);
    expect(memory.find('ada')).toBe('reviewer');
  });

  it('never grows beyond its bound: the oldest goes', () => {
    for (let each = 0; each <= 10_000; each += 1) {
      memory.keep(`person-${String(each)}`, 'reviewer', memory.begin());
    }
    expect(memory.find('person-0')).toBeUndefined();
    expect(memory.find('person-1')).toBe('reviewer');
  });
});
