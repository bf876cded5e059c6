import { expect, it } from 'vitest';

import {
  attemptCookie,
  clearedAttemptCookie,
  readAttemptCookie,
} from './attempt-cookie.ts';

it('is bound to the host and to TLS in production', () => {
  expect(attemptCookie('production', 'value').split('; ')).toEqual([
    '__Host-keyward-oidc=value',
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    'Max-Age=600',
    'Secure',
  ]);
  expect(clearedAttemptCookie('production')).toContain('Max-Age=0');
});

it('counts in production by its prefixed name alone', () => {
  const planted = 'keyward-oidc=planted';
  expect(readAttemptCookie('production', planted)).toBeNull();
  expect(
    readAttemptCookie('production', `${planted}; __Host-keyward-oidc=ours`),
  ).toBe('ours');
});
