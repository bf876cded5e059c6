import { beforeEach, describe, expect, it } from 'vitest';

import { ShortMemory } from './short-memory.ts';

let now = 0;
let looks = 0;
let memory: ShortMemory<number>;

beforeEach(() => {
  now = 5_000;
  looks = 0;
  memory = new ShortMemory(() => now);
});

/** Which look it was that found what is told. */
const find = (key = 'ada') =>
  memory.find(key, async () => {
    looks += 1;
    return looks;
  });

describe('what was just looked up', () => {
  it('is believed for less than a second from before it was looked up', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const first = memory.find('ada', () => promise);
    now += 400;
    resolve(0);
    await first;
    now += 599;
    expect(await find()).toBe(0);
    now += 1;
    expect(await find()).toBe(1);
  });

  it('is looked up once for all who ask meanwhile', async () => {
    expect(await Promise.all([find(), find(), find()])).toEqual([1, 1, 1]);
  });

  it('is forgotten when something changed', async () => {
    await find();
    memory.forgetAll();
    expect(await find()).toBe(2);
  });

  it('is not kept when something changed while it was looked up', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const early = memory.find('ada', () => promise);
    memory.forgetAll();
    resolve(0);
    await early;
    expect(await find()).toBe(1);
  });

  it('is not kept when it could not be looked up', async () => {
    const failing = memory.find('ada', () =>
      Promise.reject(new Error('No session.')),
    );
    await expect(failing).rejects.toThrow('No session.');
    expect(await find()).toBe(1);
  });

  it('never grows beyond its bound: the oldest goes', async () => {
    for (let each = 0; each <= 10_000; each += 1) {
      await find(`person-${String(each)}`);
    }
    expect(await find('person-1')).toBe(2);
    expect(await find('person-0')).toBe(10_002);
  });
});
