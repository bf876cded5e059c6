import { describe, expect, it } from 'vitest';

import { readSessionCookie, sessionCookies } from './session-cookie.ts';

describe('the session cookie of production', () => {
  it('is read back as it was set', () => {
    const pairs = sessionCookies('production', 'token', 60)
      .map((line) => line.split(';')[0])
      .join('; ');
    expect(readSessionCookie('production', pairs)).toBe('token');
  });

  it('is never one that another host could have planted', () => {
    expect(readSessionCookie('production', 'keyward=planted')).toBeNull();
    expect(
      readSessionCookie('production', 'keyward=planted; __Host-keyward=own'),
    ).toBe('own');
  });

  it.each([
    '__Host-keyward-x=a',
    'x__Host-keyward=a',
    '__host-keyward=a',
    '=a',
    '__Host-keyward',
    '',
    undefined,
  ])('is not %j', (header) => {
    expect(readSessionCookie('production', header)).toBeNull();
  });
});

it('has no prefix in the demo, where browsers would refuse it', () => {
  expect(readSessionCookie('demo', 'a=1; keyward=token')).toBe('token');
  expect(readSessionCookie('demo', '__Host-keyward=token')).toBeNull();
});
