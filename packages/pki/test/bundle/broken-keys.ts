import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import type { BrokenBundle } from './broken-bundle.ts';
import { block, file } from './workshop.ts';

const LOCK = { cipher: 'aes-256-cbc', passphrase: 'gehëim' } as const;

function locked(key: KeyObject, type: 'pkcs8' | 'pkcs1'): string {
  return key.export({ type, format: 'pem', ...LOCK }).toString();
}

/** What goes wrong with the key of a certificate. */
export const brokenKeys: BrokenBundle[] = [
  {
    what: 'a key alone',
    files: ({ leaf }) => [file('client.key', leaf.keyPem)],
    says: 'There is a private key but no certificate.',
  },
  {
    what: 'no key where one is needed',
    files: ({ rsa }) => [file('client.pem', rsa.pem)],
    purpose: () => ({ needsKey: true }),
    says: 'There is no private key with it.',
  },
  {
    what: 'the key of another certificate',
    files: ({ rsa, other }) => [
      file('client.pem', rsa.pem),
      file('client.key', other.keyPem),
    ],
    says: 'The key from client.key belongs to another certificate.',
  },
  {
    what: 'two keys',
    files: ({ rsa, other }) => [
      file('client.pem', rsa.pem + other.keyPem + rsa.keyPem),
    ],
    says: 'There is more than one private key; only the one of the certificate is taken.',
  },
  {
    what: 'an encrypted key',
    files: ({ rsa }) => [
      file('client.pem', rsa.pem),
      file('client.key', locked(rsa.key, 'pkcs8')),
    ],
    says: 'The private key in client.key is encrypted (PKCS#8).',
  },
  {
    what: 'an encrypted key and a wrong passphrase',
    files: ({ rsa }) => [
      file('client.pem', rsa.pem),
      file('client.key', locked(rsa.key, 'pkcs8')),
    ],
    password: 'geheim',
    says: 'The passphrase does not open the private key in client.key.',
  },
  {
    what: 'a key that OpenSSL locked in the old way',
    files: ({ rsa }) => [
      file('client.pem', rsa.pem),
      file('client.key', locked(rsa.key, 'pkcs1')),
    ],
    says: 'The private key in client.key is encrypted in the old PEM way.',
  },
  {
    what: 'an OpenSSH key',
    files: ({ rsa }) => [
      file('client.pem', rsa.pem),
      file(
        'id_rsa',
        block('OPENSSH PRIVATE KEY', Buffer.from('openssh-key-v1\0')),
      ),
    ],
    says: 'id_rsa holds an OpenSSH key.',
  },
  {
    what: 'a PuTTY key',
    files: ({ rsa }) => [
      file('client.pem', rsa.pem),
      file(
        'client.ppk',
        'PuTTY-User-Key-File-3: ssh-rsa\r\nEncryption: none\r\n',
      ),
    ],
    says: 'client.ppk holds a PuTTY key.',
  },
  {
    what: 'a PGP key',
    files: ({ rsa }) => [
      file('client.pem', rsa.pem),
      file('key.asc', block('PGP PRIVATE KEY BLOCK', Buffer.alloc(30, 1))),
    ],
    says: 'key.asc holds a PGP key, which is no key of a certificate.',
  },
  {
    what: 'a key as JSON',
    files: ({ rsa }) => [
      file('client.pem', rsa.pem),
      file('key.json', JSON.stringify(rsa.key.export({ format: 'jwk' }))),
    ],
    says: 'key.json holds a private key as JSON (JWK).',
  },
  {
    what: 'a DSA key',
    files: ({ rsa }) => [
      file('client.pem', rsa.pem),
      // Version and five small numbers have the shape of one.
      file(
        'dsa.key',
        block(
          'DSA PRIVATE KEY',
          Buffer.from('3012020100020103020105020107020109020102', 'hex'),
        ),
      ),
    ],
    says: 'dsa.key holds a DSA key, which TLS no longer uses.',
  },
  {
    what: 'a key on a curve that is not read',
    files: ({ rsa }) => [
      file('client.pem', rsa.pem),
      file(
        'client.key',
        generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
          .privateKey.export({ type: 'pkcs8', format: 'pem' })
          .toString(),
      ),
    ],
    says: 'The private key in client.key is damaged, or of a kind that is not read here.',
  },
  {
    what: 'a key with a changed inside',
    files: ({ rsa }) => {
      const der = rsa.key.export({ type: 'pkcs1', format: 'der' });
      der.fill(0xff, 9, 14);
      return [
        file('client.pem', rsa.pem),
        file('client.key', block('RSA PRIVATE KEY', der)),
      ];
    },
    says: 'The private key in client.key is damaged, or of a kind that is not read here.',
  },
  {
    what: 'a request that the certificate does not answer',
    files: ({ rsa, request }) => [
      file('client.pem', rsa.pem),
      file('client.csr', request),
    ],
    says: 'The certificate answers another signing request than the one in client.csr.',
  },
  {
    what: 'an answer to another request than the provider’s',
    files: ({ rsa }) => [file('client.pem', rsa.pem)],
    purpose: () => ({ requestKeySha256: '0'.repeat(64) }),
    says: 'The certificate has another key than the provider’s last CSR.',
  },
  {
    what: 'a private key among certificates of authorities',
    files: ({ root, leaf }) => [file('ca.pem', root.pem + leaf.keyPem)],
    purpose: () => ({ slot: 'ca' }),
    says: 'There is a private key among the files; it was not taken.',
  },
];
