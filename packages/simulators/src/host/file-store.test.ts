import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFileStore } from './file-store.ts';

describe('openFileStore', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keyward-store-'));
    path = join(folder, 'state.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const open = () => openFileStore(path, () => ({ names: ['first'] }));

  it('gives a later opening what was changed', () => {
    const store = open();
    expect(store.update((state) => state.names.push('second'))).toBe(2);
    store.close();
    expect(open().value).toEqual({ names: ['first', 'second'] });
  });

  it('writes by itself soon after a change', async () => {
    const store = open();
    store.update((state) => state.names.push('second'));
    await expect
      .poll(() => readFileSync(path, 'utf8'), { timeout: 5000 })
      .toContain('second');
    store.close();
  });

  it('goes back to a fresh initial state on reset', () => {
    const store = open();
    store.update((state) => state.names.push('second'));
    store.reset();
    store.close();
    expect(open().value).toEqual({ names: ['first'] });
  });

  it('puts an unreadable file aside and starts afresh', () => {
    writeFileSync(path, '{"names": ["fir');
    expect(open().value).toEqual({ names: ['first'] });
    expect(existsSync(`${path}.unreadable`)).toBe(true);
  });

  it('does not write after it was closed', () => {
    const store = open();
    store.close();
    store.update((state) => state.names.push('late'));
    expect(open().value).toEqual({ names: ['first'] });
  });
});
