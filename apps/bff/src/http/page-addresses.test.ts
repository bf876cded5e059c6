import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

import { isPageAddress } from './page-addresses.ts';

const ROUTER = new URL('../../../web/src/app/router.tsx', import.meta.url);

describe('the addresses of pages', () => {
  it('are those of the application’s router, each of them', async () => {
    const text = await readFile(ROUTER, 'utf8');
    const paths = [...text.matchAll(/^ {2}path: '([^']+)',$/gm)].map(
      ([, path = '']) => path,
    );
    expect(paths.length).toBeGreaterThan(20);
    const unknown = paths
      .filter((path) => path !== '$')
      .filter((path) => !isPageAddress(path.replace(/\$\w+/, 'some-id')));
    expect(unknown).toEqual([]);
  });

  it('are no others', () => {
    for (const path of ['/no-such-page', '/tasks/1/2', '/x/changes', '//']) {
      expect(isPageAddress(path)).toBe(false);
    }
  });
});
