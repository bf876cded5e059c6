import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { scan, spellings, type SpellingName } from '../support/canaries.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const KEY = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const TEXT = `pass "word" ${randomBytes(9).toString('hex')} ü\\`;
const ALL: readonly SpellingName[] = [
  'raw',
  'json',
  'base64',
  'base64url',
  'hex',
  'url',
  'pem-line',
  'utf-16',
];

describe.each([
  ['a password', TEXT],
  ['a private key', KEY],
])('%s that has leaked', (_what, secret) => {
  it('has eight spellings', () => {
    const names = new Set(spellings(secret).map(({ name }) => name));
    expect([...names]).toEqual(ALL);
  });

  it.each(ALL)('is found as %s, whatever stands around it', (name) => {
    for (const spelling of spellings(secret)) {
      if (spelling.name !== name) continue;
      const leak = Buffer.concat([
        randomBytes(1001),
        spelling.bytes,
        randomBytes(77),
      ]);
      const found = scan(leak, [['it', secret]]).map((hit) => hit.spelling);
      expect(found).toContain(name);
    }
  });

  it.each([0, 1, 2, 3, 4])(
    'is found inside Base64 of more, %i bytes after its begin',
    (before) => {
      const around = Buffer.concat([
        Buffer.alloc(before, 1),
        Buffer.from(secret),
        Buffer.from('and more'),
      ]);
      for (const encoding of ['base64', 'base64url'] as const) {
        const hits = scan(around.toString(encoding), [['it', secret]]);
        expect(hits.map((hit) => hit.spelling)).toContain(encoding);
      }
    },
  );

  it('is not found where it is not', () => {
    const other = secret.replaceAll(/[a-m]/g, 'z');
    const unpacked = gunzipSync(gzipSync(Buffer.from(other)));
    expect(scan(unpacked, [['it', secret]])).toEqual([]);
    expect(scan(randomBytes(100_000), [['it', secret]])).toEqual([]);
  });

  it('is reported by its label only', () => {
    const hits = scan(secret, [['it', secret]]);
    expect(hits.length).toBeGreaterThan(0);
    expect(scan(JSON.stringify(hits), [['it', secret]])).toEqual([]);
  });
});
