import { describe, expect, it } from 'vitest';

import { localPath } from './local-path.ts';

describe('where a person lands after signing in', () => {
  it('is where they wanted to go', () => {
    expect(localPath('/changes/1?state=failed')).toBe(
      '/changes/1?state=failed',
    );
    expect(localPath('/sign-instructions')).toBe('/sign-instructions');
  });

  it.each([
    undefined,
    '',
    'changes',
    'https://evil.example/',
    '//evil.example/x',
    '/\\evil.example',
    'javascript:alert(1)',
    // Two slashes once the dots are resolved.
    '/.//evil.example/x',
    '/changes/..//evil.example/x',
    '/./\\\\evil.example',
    '/sign-in?next=%2Fsign-in',
    '/api/session/oidc?purpose=sign-in',
    '/healthz',
  ])('is the home page for %j', (next) => {
    expect(localPath(next)).toBe('/');
  });
});
