import { describe, expect, it } from 'vitest';

import { readTarget } from './read-target.ts';

describe('where a request wants to go', () => {
  it.each([
    ['/', '/', ''],
    [
      '/api/changes?state=pending&q=%2e%2e',
      '/api/changes',
      '?state=pending&q=%2e%2e',
    ],
    // A vendor's name may hold a slash; encoded it is one segment.
    [
      '/api/connections/x/estate/y/a%2Fb%3Bc',
      '/api/connections/x/estate/y/a%2Fb%3Bc',
      '',
    ],
    ["/api/changes?q='", '/api/changes', '?q=%27'],
  ])('is read as it stands: %s', (target, pathname, search) => {
    expect(readTarget(target)).toMatchObject({ pathname, search });
  });

  it.each([
    '',
    '*',
    'api/session',
    'http://evil.example/api/session',
    '//evil.example/api/session',
    '/\\evil.example/api/session',
    '/api//session',
    '/api/session//',
    '/api/./session',
    '/api/x/../session',
    '/api/x/%2e%2e/session',
    '/api/x/.%2E/session',
    '/api\\session',
    '/api/\tsession',
    '/api/session\n',
    '/api/session;x=1',
    '/;/api/session',
    '/api/session#x',
    '/api/session?x#y',
    '/api/session%00',
    '/api/session%0d%0aX:1',
    '/api/session%1B',
    '/api/session%7f',
    '/api/é',
    '/api/ﾠ',
    `/${'x'.repeat(9000)}`,
  ])('leads nowhere when there is another reading: %j', (target) => {
    expect(() => readTarget(target)).toThrow('not_found');
  });
});
