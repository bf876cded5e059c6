import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { localPath } from './local-path.ts';

describe('the place to go after a sign-in', () => {
  it.each([
    ['/', '/'],
    [
      '/changes?state=pending&q=a%20b#top',
      '/changes?state=pending&q=a%20b#top',
    ],
    ['/changes/../people', '/people'],
    ['/ümlaut "quoted"', '/%C3%BCmlaut%20%22quoted%22'],
  ])('is a page of this console: %j', (wanted, kept) => {
    expect(localPath(wanted)).toBe(kept);
  });

  it.each([
    undefined,
    '',
    'changes',
    'https://attacker.example',
    '//attacker.example',
    '///attacker.example',
    '/\\attacker.example',
    '\\\\attacker.example',
    '/\t/attacker.example',
    '/\n/attacker.example',
    '/.//attacker.example',
    '/x/..//attacker.example',
    ' //attacker.example',
    'javascript:alert(1)',
    '/api/session/oidc',
    '/api',
    '/x/../api/session/oidc?purpose=link',
  ])('is the first page instead of %j', (wanted) => {
    expect(localPath(wanted)).toBe('/');
  });

  it('never leaves the console, whatever is asked', () => {
    // What names another place begins with slashes, dots and what browsers take for them; few random texts do.
    const beginning = fc.constantFrom('/', '\\', '.', '..', '\t', 'a');
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ':',
      '@',
      '\t',
      '\n',
      '%2f',
      '%5c',
      'a',
      'https',
      'attacker.example',
      '?',
      '#',
      ' ',
    );
    const wanted = fc
      .tuple(
        fc.array(beginning, { maxLength: 6 }),
        fc.array(pieces, { maxLength: 8 }),
      )
      .map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(wanted, (asked) => {
        const path = localPath(asked);
        const url = new URL(path, 'https://keyward.example');
        expect(url.origin).toBe('https://keyward.example');
        expect(path).toMatch(/^\/(?![/\\])[^\s"<>]*$/);
      }),
      { numRuns: 5_000 },
    );
  });
});
