import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const LOCK = { cipher: 'aes-256-cbc', passphrase: 'test' } as const;

function pem(key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1'): string {
  return key.export({ type, format: 'pem' }).toString();
}

function block(label: string, bytes: Uint8Array): string {
  const body = Buffer.from(bytes)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n');
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
}

/** A PKCS#12 file begins with these bytes: SEQUENCE, length, INTEGER 3, SEQUENCE. */
const pkcs12 = Buffer.concat([
  Buffer.from('30820a1002010330820a', 'hex'),
  randomBytes(400),
]);
const aCertificate = block('CERTIFICATE', Buffer.from('3003020105', 'hex'));

/** Twelve spellings of a private key, each with a part of it that must turn up nowhere. */
export const PRIVATE_KEYS: [what: string, text: string][] = [
  ['PKCS#1', pem(rsa, 'pkcs1')],
  ['SEC 1', pem(ec, 'sec1')],
  ['PKCS#8', pem(rsa, 'pkcs8')],
  [
    'encrypted PKCS#8',
    rsa.export({ type: 'pkcs8', format: 'pem', ...LOCK }).toString(),
  ],
  ['OpenSSH', block('OPENSSH PRIVATE KEY', randomBytes(200))],
  ['PKCS#12 as Base64', pkcs12.toString('base64')],
  ['a private JWK', JSON.stringify(ec.export({ format: 'jwk' }))],
  [
    'PuTTY',
    `PuTTY-User-Key-File-3: ssh-rsa\r\nPrivate-Lines: 1\r\n${randomBytes(60).toString('base64')}`,
  ],
  ['DSA', block('DSA PRIVATE KEY', randomBytes(200))],
  ['PGP', block('PGP PRIVATE KEY BLOCK', randomBytes(200))],
  ['a key after a certificate', aCertificate + pem(rsa, 'pkcs8')],
  [
    'odd case and CRLF',
    pem(rsa, 'pkcs8')
      .replaceAll('BEGIN PRIVATE KEY', 'Begin Private Key')
      .replaceAll('\n', '\r\n'),
  ],
  [
    'the bare Base64 of PKCS#8',
    rsa.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  ],
  [
    'the bare Base64 of locked PKCS#8',
    rsa.export({ type: 'pkcs8', format: 'der', ...LOCK }).toString('base64'),
  ],
];

/** Stretches of a sample that would give it away. */
export function tracesOf(text: string): string[] {
  return text.split(/[^A-Za-z0-9+/_-]+/).filter((each) => each.length >= 32);
}
