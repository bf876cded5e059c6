import { describe, expect, it } from 'vitest';

import { localPath } from './local-path.ts';

describe('where a person lands after signing in', () => {
  it('is where they wanted to go', () => {
    expect(localPath('/changes/1?state=failed')).toBe(
      '/changes/1?state=failed',
    );
  });

  it.each([
    undefined,
    '',
    'changes',
    'https://evil.example/',
    '//evil.example/x',
    '/\\evil.example',
    'javascript:alert(1)',
  ])('is the home page for %j', (next) => {
    expect(localPath(next)).toBe('/');
  });
});
