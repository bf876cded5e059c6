import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hostile, hostileRequest } from '../testing/hostile-requests.ts';
import { powershellQuote } from './powershell-quote.ts';
import { sameAsPowershell } from './powershell.ts';
import { requestUrl } from './request-url.ts';
import { exampleOf } from './sources.testing.ts';

const QUOTES = "'\u2018\u2019\u201a\u201b";

/**
 * Reads literal strings as PowerShell's tokenizer does: any of five quotes opens and closes, any two in a row are the
 * second of them. Returns the text in order, each literal and what stands between.
 */
function read(script: string): { literal: boolean; text: string }[] {
  const pieces: { literal: boolean; text: string }[] = [];
  let between = '';
  for (let place = 0; place < script.length; place += 1) {
    const character = script[place] ?? '';
    if (!QUOTES.includes(character)) {
      between += character;
      continue;
    }
    pieces.push({ literal: false, text: between });
    between = '';
    let text = '';
    for (place += 1; place < script.length; place += 1) {
      let next = script[place] ?? '';
      if (QUOTES.includes(next)) {
        const after = script[place + 1] ?? ' ';
        if (!QUOTES.includes(after)) break;
        place += 1;
        next = after;
      }
      text += next;
    }
    expect(place).toBeLessThan(script.length);
    pieces.push({ literal: true, text });
  }
  return [...pieces, { literal: false, text: between }];
}

describe('a literal of PowerShell', () => {
  it('reads back as the text it was made of, typographic quotes too', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(read(powershellQuote(text))).toEqual([
          { literal: false, text: '' },
          { literal: true, text },
          { literal: false, text: '' },
        ]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a request for PowerShell', () => {
  it('is byte for byte the one of the console, whatever is in it', () => {
    fc.assert(
      fc.property(hostileRequest, ({ source, body, secrets }) => {
        const pieces = read(sameAsPowershell(source).text);
        const after = (name: string): number =>
          pieces.findIndex(
            ({ literal, text }) => !literal && text.endsWith(`${name} = `),
          );
        expect(pieces[after('Method') + 1]?.text).toBe(source.request.method);
        expect(pieces[after('Uri') + 1]?.text).toBe(requestUrl(source));
        const sent = pieces
          .slice(after('Body') + 1)
          .map(({ literal, text }) => {
            if (literal) return text;
            const name = /^ \+ \(\$env:(\w+) \| ConvertTo-Json\) \+ $/.exec(
              text,
            )?.[1];
            if (name !== undefined) return JSON.stringify(secrets[name]);
            expect(text).toBe('\n}\nInvoke-RestMethod @request');
            return '';
          });
        expect(sent.join('')).toBe(body);
      }),
      { numRuns: 200 },
    );
  });

  it('has no code of its own between the literals but the names of secrets', () => {
    fc.assert(
      fc.property(hostileRequest, ({ source }) => {
        const code = read(sameAsPowershell(source).text)
          .filter(({ literal }) => !literal)
          .map(({ text }) => text)
          .join('');
        expect(code.match(/\$\w+(:\w+)?/g)).toEqual(
          code.includes('SECRET_')
            ? ['$request', '$env:ESX_SESSION', '$env:SECRET_KEY_DERIVATION_KEY']
            : ['$request', '$env:ESX_SESSION'],
        );
      }),
      { numRuns: 100 },
    );
  });

  it('never skips the check of the certificate', () => {
    const { text } = sameAsPowershell(exampleOf('esx.create-native-provider'));
    expect(text).not.toMatch(/SkipCertificateCheck/i);
  });

  it('reads a private key from its file', () => {
    const { text } = sameAsPowershell(
      exampleOf('vcenter.update-provider-client-certificate'),
    );
    expect(text).toContain(
      "((Get-Content -Raw -LiteralPath 'private-key.pem').ToString() | ConvertTo-Json)",
    );
  });
});
