import { createHash } from 'node:crypto';

import { x509 } from '../support/certificates.ts';
import type { BrokenBundle } from './broken-bundle.ts';
import { file, make, type Made, SERVER_AUTH, type Wanted } from './workshop.ts';

/** One self-signed certificate that is wrong in one way. */
function alone(
  what: string,
  wanted: Partial<Wanted>,
  says: string,
): BrokenBundle {
  return {
    what,
    files: async () => [
      file('client.pem', (await make({ name: 'CN=kmip', ...wanted })).pem),
    ],
    says,
  };
}

function sha256(made: Made): string {
  return createHash('sha256').update(made.der).digest('hex');
}

/** SHA-256 with RSA, made into MD5 with RSA; nobody checks the signature of a self-signed one. */
function withMd5({ der }: Made): Buffer {
  return Buffer.from(
    der.toString('hex').replaceAll('2a864886f70d01010b', '2a864886f70d010104'),
    'hex',
  );
}

/** What goes wrong when a certificate is requested and issued. */
export const brokenCertificates: BrokenBundle[] = [
  alone(
    'one that has expired',
    { days: [-400, -1] },
    'Expired 2026-11-20T12:00:00.000Z.',
  ),
  alone(
    'one that is not valid yet',
    { days: [2, 300] },
    'Not valid before 2026-11-23T12:00:00.000Z.',
  ),
  alone('one that ends soon', { days: [-300, 12] }, '12 days left.'),
  alone(
    'one that lives very long',
    { days: [0, 3650] },
    'It is valid for 3650 days in all; a key that leaks stays good as long.',
  ),
  alone(
    'one for servers only',
    { usages: [SERVER_AUTH] },
    'Its extended key usage has no clientAuth, only serverAuth: key servers usually refuse it, and only their own log says so.',
  ),
  alone(
    'one that does not say what it is for',
    { usages: null },
    'It has no extended key usage; some key servers accept only certificates with clientAuth.',
  ),
  alone(
    'one whose key may not sign',
    { keyUsages: x509.KeyUsageFlags.keyEncipherment },
    'Its key usage has no digitalSignature, which TLS needs to prove who the client is.',
  ),
  alone(
    'a short RSA key',
    { keys: { type: 'rsa', bits: 1024 } },
    'Its key is RSA with 1024 bits, which is too short to be safe.',
  ),
  alone(
    'a key of a kind that few accept',
    { keys: { type: 'ed25519' } },
    'Its key is Ed25519, which few key servers and no older vCenter accept.',
  ),
  alone(
    'the certificate of a CA',
    { isCa: true },
    'CN=kmip is a CA certificate; a client certificate is needed here.',
  ),
  {
    what: 'an issuing CA with its root',
    files: ({ intermediate, root }) => [
      file('ca.pem', root.pem + intermediate.pem),
    ],
    says: 'CN=Lab Issuing is a CA certificate; a client certificate is needed here.',
  },
  {
    what: 'a signature with SHA-1',
    files: async () => {
      const ca = await make({
        name: 'CN=Old CA',
        isCa: true,
        keys: { type: 'rsa', bits: 2048 },
      });
      const leaf = await make({ name: 'CN=kmip', issuer: ca, hash: 'SHA-1' });
      return [file('client.pem', leaf.pem + ca.pem)];
    },
    says: 'It is signed with RSA with SHA-1, which current TLS libraries refuse.',
  },
  {
    what: 'a signature with MD5',
    files: ({ rsa }) => [file('client.der', withMd5(rsa))],
    says: 'It is signed with RSA with MD5; such signatures can be forged.',
  },
  {
    what: 'the certificate that is in use already',
    files: ({ rsa }) => [file('client.pem', rsa.pem)],
    purpose: ({ rsa }) => ({
      installed: [{ sha256: sha256(rsa), where: 'kmip-1', isHere: true }],
    }),
    says: 'This is the certificate that is in use already; nothing would change.',
  },
  {
    what: 'a certificate that another provider uses',
    files: ({ rsa }) => [file('client.pem', rsa.pem)],
    purpose: ({ rsa }) => ({
      installed: [
        { sha256: sha256(rsa), where: 'key provider kmip-2', isHere: false },
      ],
    }),
    says: 'The same certificate is in use at key provider kmip-2.',
  },
  {
    what: 'a new certificate for a key that another provider uses',
    files: ({ rsa }) => [file('client.pem', rsa.pem)],
    purpose: ({ rsa }) => ({
      installed: [
        {
          sha256: '0'.repeat(64),
          publicKeySha256: createHash('sha256')
            .update(Buffer.from(rsa.certificate.publicKey.rawData))
            .digest('hex'),
          where: 'key provider kmip-2',
          isHere: false,
        },
      ],
    }),
    says: 'Another certificate with the same key is in use at key provider kmip-2.',
  },
  {
    what: 'an end-entity certificate among authorities',
    files: ({ root, leaf }) => [file('ca.pem', root.pem + leaf.pem)],
    purpose: () => ({ slot: 'ca' }),
    says: 'CN=kmip-client is no CA; it is left out.',
  },
  {
    what: 'no certificate among authorities',
    files: ({ request }) => [file('ca.pem', request)],
    purpose: () => ({ slot: 'ca' }),
    says: 'There is no certificate in what was dropped.',
  },
  {
    what: 'an authority that has expired',
    files: async () => [
      file(
        'ca.pem',
        (await make({ name: 'CN=Old', isCa: true, days: [-900, -30] })).pem,
      ),
    ],
    purpose: () => ({ slot: 'ca' }),
    says: 'Expired 2026-10-22T12:00:00.000Z.',
  },
];
