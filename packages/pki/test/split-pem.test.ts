import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  MAX_PEM_BLOCKS,
  MAX_PEM_LENGTH,
  PemError,
  splitPem,
} from '../src/index.ts';
import type { PemReason } from '../src/index.ts';

const scale = Number(process.env['KEYWARD_TEST_SCALE'] ?? '0.05');
const numRuns = Math.ceil(10_000 * scale);

function block(label: string, bytes: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${label}-----\n`;
}

function reasonOf(text: string): PemReason | null {
  try {
    splitPem(text);
    return null;
  } catch (error) {
    if (error instanceof PemError) return error.reason;
    throw error;
  }
}

describe('splitting PEM', () => {
  it('gives back every block with its exact label and bytes', () => {
    const label = fc.constantFrom(
      'CERTIFICATE',
      'CERTIFICATE REQUEST',
      'PRIVATE KEY',
      'X509 CRL',
    );
    const blocks = fc.array(
      fc.record({
        label,
        der: fc.uint8Array({ minLength: 1, maxLength: 300 }),
      }),
      {
        minLength: 1,
        maxLength: MAX_PEM_BLOCKS,
      },
    );
    fc.assert(
      fc.property(
        blocks,
        fc.constantFrom('', '\n', '\r\n \t'),
        (given, gap) => {
          const text = given
            .map(({ label, der }) => block(label, der))
            .join(gap);
          expect(splitPem(text)).toEqual(given);
        },
      ),
      { numRuns: Math.ceil(numRuns / 10) },
    );
  });

  it('throws nothing but PemError, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '-----BEGIN ',
        '-----END ',
        '-----',
        'CERTIFICATE',
        '\n',
        'AAAA',
        'AA==',
        '-',
        ' ',
        'ENCRYPTED',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const reason = reasonOf(text);
        expect(reason === null || typeof reason === 'string').toBe(true);
      }),
      { numRuns },
    );
  });

  const cases: [what: string, text: string, reason: PemReason][] = [
    ['nothing', '', 'empty'],
    ['white space', ' \r\n\t', 'empty'],
    ['ordinary text', 'hello', 'no_pem'],
    ['bare Base64', 'MIIB', 'no_pem'],
    [
      'text before a block',
      `subject=vc\n${block('CERTIFICATE', new Uint8Array(3))}`,
      'text_outside',
    ],
    [
      'text after a block',
      `${block('CERTIFICATE', new Uint8Array(3))}x`,
      'text_outside',
    ],
    ['no END line', '-----BEGIN CERTIFICATE-----\nAAAA\n', 'unterminated'],
    [
      'another END label',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERT-----',
      'unterminated',
    ],
    [
      'a label in lower case',
      '-----BEGIN certificate-----\nAAAA\n-----END certificate-----',
      'unterminated',
    ],
    [
      'a label that never ends',
      `-----BEGIN ${'A'.repeat(100)}-----`,
      'unterminated',
    ],
    [
      'an empty block',
      '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----',
      'bad_base64',
    ],
    [
      'Base64 of a wrong length',
      '-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----',
      'bad_base64',
    ],
    [
      'Base64 with stray bits',
      '-----BEGIN CERTIFICATE-----\nAB==\n-----END CERTIFICATE-----',
      'bad_base64',
    ],
    [
      'padding in the middle',
      '-----BEGIN CERTIFICATE-----\nAA==AAAA\n-----END CERTIFICATE-----',
      'bad_base64',
    ],
    [
      'a block inside a block',
      '-----BEGIN A-----\n-----BEGIN B-----\nAAAA\n-----END A-----',
      'bad_base64',
    ],
    [
      'a passphrase header',
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----',
      'encrypted_key',
    ],
    [
      'eleven blocks',
      block('A', new Uint8Array(3)).repeat(MAX_PEM_BLOCKS + 1),
      'too_many_blocks',
    ],
    ['too much text', 'A'.repeat(MAX_PEM_LENGTH + 1), 'too_large'],
  ];
  it.each(cases)('refuses %s', (_what, text, reason) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it.each([
    ['BEGIN lines', '-----BEGIN CERTIFICATE-----\n'],
    ['BEGIN lines that never end', '-----BEGIN '],
    ['dashes', '-'],
    ['white space between dashes', '-----BEGIN A-----\n \n'],
  ])('reads 64 KiB of %s in less than 20 ms', (_what, unit) => {
    const text = unit.repeat(Math.floor(MAX_PEM_LENGTH / unit.length));
    expect(reasonOf(text)).not.toBeNull();
    // The fastest of several: a busy machine slows a run down, it never speeds one up.
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      reasonOf(text);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(20);
  });

  it('never quotes the text in its message', () => {
    const split = () =>
      splitPem(
        '-----BEGIN CERTIFICATE-----\ncanary!\n-----END CERTIFICATE-----',
      );
    expect(split).toThrow(PemError);
    expect(split).not.toThrow(/canary/);
  });
});
