import { describe, expect, it } from 'vitest';

import { readToken } from './read-token.ts';

function tokenOf(claims: string): string {
  const bytes = new TextEncoder().encode(claims);
  const base64 = btoa(String.fromCharCode(...bytes));
  return `e30.${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}.sig`;
}

describe('claims of a token', () => {
  it('reads expiry, audience, subject and the overflow link', () => {
    expect(
      readToken(
        tokenOf(
          '{"exp":1795000000,"aud":["vc","x"],"sub":"Zoë","ovl":"https://idb/t"}',
        ),
      ),
    ).toEqual({
      facts: {
        expiresAtMs: 1_795_000_000_000,
        audience: ['vc', 'x'],
        subject: 'Zoë',
        overflowLink: 'https://idb/t',
      },
    });
  });

  it('takes a link out of an object, whose layout the vendor does not document', () => {
    const read = readToken(tokenOf('{"ovl":{"href":"https://idb/t"}}'));
    expect(read).toHaveProperty('facts.overflowLink', 'https://idb/t');
  });

  it('leaves out claims of another type', () => {
    expect(readToken(tokenOf('{"exp":"soon","aud":7,"sub":null}'))).toEqual({
      facts: {
        expiresAtMs: null,
        audience: [],
        subject: null,
        overflowLink: null,
      },
    });
  });

  it.each(['', 'abc', 'a.b', 'a.!!.c', tokenOf('[1]'), tokenOf('nonsense')])(
    'says that %j cannot be read',
    (text) => {
      expect(readToken(text)).toHaveProperty('problem');
    },
  );
});
