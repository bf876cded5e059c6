import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { readStored, store, storedUnder } from './browser-storage.ts';

// Files share one storage, and another may have left something in it.
beforeEach(() => {
  localStorage.clear();
});
afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

describe('the storage of the browser', () => {
  it('keeps a text under its key', () => {
    expect(readStored('keyward-a')).toBeNull();
    store('keyward-a', 'one');
    store('other', 'two');
    expect(readStored('keyward-a')).toBe('one');
    expect(storedUnder('keyward-')).toEqual([['keyward-a', 'one']]);
  });

  it('keeps nothing where it is switched off, and breaks nothing', () => {
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
    store('keyward-a', 'one');
    expect(readStored('keyward-a')).toBeUndefined();
    expect(storedUnder('keyward-')).toEqual([]);
  });
});
