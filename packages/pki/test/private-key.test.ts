import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';

import {
  PemError,
  looksLikePrivateKey,
  readCertificate,
  readCsr,
  readPrivateKey,
} from '../src/index.ts';
import { issue } from './support/certificates.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ed25519 = generateKeyPairSync('ed25519').privateKey;
const curves = ['P-256', 'P-384', 'P-521'].map((namedCurve) => ({
  namedCurve,
  key: generateKeyPairSync('ec', { namedCurve }).privateKey,
}));

function pem(key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1'): string {
  return key.export({ type, format: 'pem' }).toString();
}

/** SHA-256 of the SubjectPublicKeyInfo as OpenSSL computes it. */
function expectedHash(key: KeyObject): string {
  return createHash('sha256')
    .update(createPublicKey(key).export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

const readable: [
  what: string,
  text: string,
  key: KeyObject,
  keyType: string,
][] = [
  ['RSA in PKCS#8', pem(rsa, 'pkcs8'), rsa, 'RSA 2048'],
  ['RSA in PKCS#1', pem(rsa, 'pkcs1'), rsa, 'RSA 2048'],
  ['Ed25519 in PKCS#8', pem(ed25519, 'pkcs8'), ed25519, 'Ed25519'],
  ...curves.flatMap(
    ({ namedCurve, key }): [string, string, KeyObject, string][] => [
      [`${namedCurve} in PKCS#8`, pem(key, 'pkcs8'), key, `EC ${namedCurve}`],
      [`${namedCurve} in SEC 1`, pem(key, 'sec1'), key, `EC ${namedCurve}`],
      [
        `${namedCurve} in SEC 1 after its parameters`,
        `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${pem(key, 'sec1')}`,
        key,
        `EC ${namedCurve}`,
      ],
    ],
  ),
];

const locked = { cipher: 'aes-256-cbc', passphrase: 'test' };
const encrypted: [what: string, text: string][] = [
  [
    'PKCS#8',
    rsa.export({ type: 'pkcs8', format: 'pem', ...locked }).toString(),
  ],
  [
    'PKCS#1',
    rsa.export({ type: 'pkcs1', format: 'pem', ...locked }).toString(),
  ],
];
const openSsh =
  '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n';

async function refusal(text: string): Promise<PemError> {
  const error: unknown = await readPrivateKey(text).catch(
    (reason: unknown) => reason,
  );
  if (error instanceof PemError) return error;
  throw new Error('The key was not refused.');
}

let certificate = '';
beforeAll(async () => {
  certificate = (await issue('CN=vc.lab.test')).pem;
});

describe('reading a private key', () => {
  it.each(readable)(
    'tells kind and public key of %s',
    async (_what, text, key, keyType) => {
      await expect(readPrivateKey(text)).resolves.toEqual({
        keyType,
        publicKeySha256: expectedHash(key),
      });
    },
  );

  it.each(encrypted)(
    'names the passphrase of encrypted %s',
    async (_what, text) => {
      const error = await refusal(text);
      expect(error.reason).toBe('encrypted_key');
      expect(error.message).toContain('passphrase');
    },
  );

  it('names OpenSSH and the way out', async () => {
    const error = await refusal(openSsh);
    expect(error.reason).toBe('unsupported_key');
    expect(error.message).toContain('OpenSSH');
  });

  it.each([
    ['a certificate', () => certificate],
    ['two keys', () => pem(rsa, 'pkcs8') + pem(ed25519, 'pkcs8')],
    [
      'broken bytes',
      () => '-----BEGIN PRIVATE KEY-----\nMAAA\n-----END PRIVATE KEY-----',
    ],
    [
      'broken SEC 1',
      () =>
        '-----BEGIN EC PRIVATE KEY-----\nMAAA\n-----END EC PRIVATE KEY-----',
    ],
    [
      'an X25519 key',
      () => pem(generateKeyPairSync('x25519').privateKey, 'pkcs8'),
    ],
    [
      'a secp256k1 key',
      () =>
        pem(
          generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey,
          'sec1',
        ),
    ],
  ])('refuses %s as unsupported', async (_what, text) => {
    await expect(readPrivateKey(text())).rejects.toMatchObject({
      name: 'PemError',
      reason: 'unsupported_key',
    });
  });
});

/** A PKCS#12 file begins with these bytes: SEQUENCE, length, INTEGER 3, SEQUENCE. */
const pkcs12 = Buffer.concat([
  Buffer.from([0x30, 0x82, 0x0a, 0x10, 0x02, 0x01, 0x03, 0x30, 0x82]),
  Buffer.alloc(40, 7),
]);

const privateTexts: [what: string, text: string][] = [
  ...readable.map(([what, text]): [string, string] => [what, text]),
  ...encrypted,
  ['OpenSSH', openSsh],
  [
    'a key after a certificate-like block',
    `-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n${pem(rsa, 'pkcs1')}`,
  ],
  [
    'a key under the label of a certificate',
    pem(rsa, 'pkcs8').replaceAll('PRIVATE KEY', 'CERTIFICATE'),
  ],
  [
    'the bare Base64 of PKCS#8',
    rsa.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  ],
  [
    'the bare Base64 of PKCS#1',
    rsa.export({ type: 'pkcs1', format: 'der' }).toString('base64'),
  ],
  ...curves.map(({ namedCurve, key }): [string, string] => [
    `the bare Base64 of SEC 1 with ${namedCurve}`,
    key.export({ type: 'sec1', format: 'der' }).toString('base64'),
  ]),
  [
    'the bare Base64 of Ed25519',
    ed25519.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  ],
  ['PKCS#12 as Base64', pkcs12.toString('base64')],
  [
    'PKCS#12 as wrapped Base64',
    pkcs12.toString('base64').replace(/(.{4})/g, '$1\r\n'),
  ],
  ['PKCS#12 opened as text', pkcs12.toString('utf8')],
  ['a label in lower case', '-----begin private key-----'],
  ['PGP', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
  ['PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519'],
  ['a private JWK', JSON.stringify(ed25519.export({ format: 'jwk' }))],
];

describe('recognising a private key in a public field', () => {
  it.each(privateTexts)('sees %s', async (_what, text) => {
    expect(looksLikePrivateKey(text)).toBe(true);
    await expect(readCertificate(text)).rejects.toMatchObject({
      reason: 'private_key',
    });
    await expect(readCsr(text)).rejects.toMatchObject({
      reason: 'private_key',
    });
  });

  it('leaves certificates and public keys alone', () => {
    const spki = createPublicKey(rsa);
    const publicTexts = [
      certificate,
      certificate.replace(/-----[^-]+-----/g, '').trim(),
      spki.export({ type: 'spki', format: 'pem' }).toString(),
      spki.export({ type: 'pkcs1', format: 'der' }).toString('base64'),
      JSON.stringify(spki.export({ format: 'jwk' })),
      '',
      'vc.lab.test',
    ];
    expect(publicTexts.filter((text) => looksLikePrivateKey(text))).toEqual([]);
  });

  it('says nothing about the key itself', async () => {
    const error: unknown = await readCertificate(pem(rsa, 'pkcs8')).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(PemError);
    expect(String(error)).not.toContain(pem(rsa, 'pkcs8').slice(40, 60));
  });
});
