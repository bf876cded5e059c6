import { X509Certificate, createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import {
  PemError,
  readCertificate,
  readCsr,
  readPrivateKey,
} from '../src/index.ts';
import type { generateKeys } from './support/certificates.ts';
import { issue, x509 } from './support/certificates.ts';

const {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
} = x509;

async function privatePem(
  keys: Awaited<ReturnType<typeof generateKeys>>,
): Promise<string> {
  return x509.PemConverter.encode(
    await crypto.subtle.exportKey('pkcs8', keys.privateKey),
    'PRIVATE KEY',
  );
}

describe('reading a certificate', () => {
  it('gives the facts that Node gives', async () => {
    const { pem } = await issue('CN=vc.lab.test, O=Lab', {
      extensions: [
        new SubjectAlternativeNameExtension([
          { type: 'dns', value: 'vc.lab.test' },
          { type: 'ip', value: '192.0.2.7' },
          { type: 'email', value: 'admin@lab.test' },
        ]),
      ],
    });
    const node = new X509Certificate(pem);
    const { leaf, chain } = await readCertificate(pem);
    expect(chain).toEqual([]);
    expect(leaf).toEqual({
      subject: 'CN=vc.lab.test, O=Lab',
      issuer: 'CN=vc.lab.test, O=Lab',
      serialNumber: node.serialNumber.toLowerCase(),
      notBefore: node.validFromDate.toISOString(),
      notAfter: node.validToDate.toISOString(),
      sha256: node.fingerprint256.replaceAll(':', '').toLowerCase(),
      publicKeySha256: createHash('sha256')
        .update(node.publicKey.export({ type: 'spki', format: 'der' }))
        .digest('hex'),
      keyType: 'EC P-256',
      subjectAltNames: ['vc.lab.test', '192.0.2.7', 'email:admin@lab.test'],
      isCa: false,
      extendedKeyUsage: [],
      hasClientAuth: null,
      selfSigned: true,
      pem: node.toString(),
    });
  });

  it.each([
    ['clientAuth', [ExtendedKeyUsage.clientAuth], ['clientAuth'], true],
    ['any use', ['2.5.29.37.0'], ['anyExtendedKeyUsage'], true],
    [
      'another use',
      [ExtendedKeyUsage.serverAuth, '1.2.3.4'],
      ['serverAuth', '1.2.3.4'],
      false,
    ],
  ])(
    'tells whether it may be a client certificate: %s',
    async (_what, usages, names, hasClientAuth) => {
      const { pem } = await issue('CN=kmip', {
        extensions: [new ExtendedKeyUsageExtension(usages)],
      });
      await expect(readCertificate(pem)).resolves.toMatchObject({
        leaf: { extendedKeyUsage: names, hasClientAuth },
      });
    },
  );

  it('reads a chain in its order and tells an authority from a leaf', async () => {
    const ca = await issue('CN=Lab CA', {
      extensions: [new BasicConstraintsExtension(true, 0, true)],
    });
    const leaf = await issue('CN=vc.lab.test', { issuer: ca });
    const read = await readCertificate(`${leaf.pem}\n${ca.pem}\n`);
    expect(read.leaf).toMatchObject({
      subject: 'CN=vc.lab.test',
      issuer: 'CN=Lab CA',
      isCa: false,
      selfSigned: false,
    });
    expect(read.chain).toMatchObject([
      { subject: 'CN=Lab CA', isCa: true, selfSigned: true },
    ]);
  });

  it('does not call a certificate self-signed because its names are equal', async () => {
    const signer = await issue('CN=twin');
    const { pem } = await issue('CN=twin', { issuer: signer });
    await expect(readCertificate(pem)).resolves.toMatchObject({
      leaf: { selfSigned: false },
    });
  });

  it('reads an expired certificate; judging it is up to the caller', async () => {
    const notAfter = new Date('2020-01-02T03:04:05.000Z');
    const { pem } = await issue('CN=old', { notAfter });
    await expect(readCertificate(pem)).resolves.toMatchObject({
      leaf: { notAfter: '2020-01-02T03:04:05.000Z' },
    });
  });

  it.each([
    [
      'RSA 3072',
      {
        name: 'RSASSA-PKCS1-v1_5',
        modulusLength: 3072,
        publicExponent: new Uint8Array([1, 0, 1]),
      },
    ],
    ['EC P-384', { namedCurve: 'P-384' }],
    ['EC P-521', { namedCurve: 'P-521' }],
    ['Ed25519', { name: 'Ed25519' }],
  ])('matches a certificate with its key: %s', async (keyType, algorithm) => {
    const { pem, keys } = await issue('CN=kmip', { algorithm });
    const { leaf } = await readCertificate(pem);
    expect(leaf).toMatchObject({ keyType, selfSigned: true });
    await expect(readPrivateKey(await privatePem(keys))).resolves.toEqual({
      keyType,
      publicKeySha256: leaf.publicKeySha256,
    });
  });

  it('sees that a key belongs to another certificate', async () => {
    const [one, two] = await Promise.all([issue('CN=one'), issue('CN=two')]);
    const { leaf } = await readCertificate(one.pem);
    const { publicKeySha256 } = await readPrivateKey(
      await privatePem(two.keys),
    );
    expect(publicKeySha256).not.toBe(leaf.publicKeySha256);
  });

  it.each([
    ['bytes that are no certificate', () => Buffer.from('30030201ff', 'hex')],
    [
      'bytes after the certificate',
      (der: Buffer) => Buffer.concat([der, Buffer.from([0, 1])]),
    ],
    ['half a certificate', (der: Buffer) => der.subarray(0, der.length / 2)],
    [
      'two certificates in one block',
      (der: Buffer) => Buffer.concat([der, der]),
    ],
  ])('refuses %s', async (_what, change) => {
    const { certificate } = await issue('CN=vc');
    const pem = x509.PemConverter.encode(
      change(Buffer.from(certificate.rawData)),
      'CERTIFICATE',
    );
    await expect(readCertificate(pem)).rejects.toMatchObject({
      reason: 'not_a_certificate',
    });
  });

  it('survives every single changed byte with facts or a PemError', async () => {
    const { certificate } = await issue('CN=vc', {
      extensions: [new ExtendedKeyUsageExtension(['1.2.3'])],
    });
    const der = Buffer.from(certificate.rawData);
    const outcomes = await Promise.all(
      Array.from(der.keys(), async (index) => {
        const altered = Buffer.from(der);
        altered[index] = (altered[index] ?? 0) ^ 0x55;
        return readCertificate(
          x509.PemConverter.encode(altered, 'CERTIFICATE'),
        ).then(
          () => 'read',
          (error: unknown) =>
            error instanceof PemError ? 'refused' : String(error),
        );
      }),
    );
    expect(new Set(outcomes)).toEqual(new Set(['read', 'refused']));
  });
});

describe('reading a signing request', () => {
  it('gives subject and key, which match the certificate made from it', async () => {
    const { pem, keys } = await issue('CN=kmip');
    const request = await x509.Pkcs10CertificateRequestGenerator.create({
      name: 'CN=kmip, OU=Trust Authority',
      keys,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    });
    const { leaf } = await readCertificate(pem);
    const text = request.toString('pem');
    await expect(readCsr(text)).resolves.toEqual({
      subject: 'CN=kmip, OU=Trust Authority',
      keyType: 'EC P-256',
      publicKeySha256: leaf.publicKeySha256,
      pem: `${text.trim()}\n`,
    });
    await expect(
      readCsr(
        text.replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'),
      ),
    ).resolves.toMatchObject({ keyType: 'EC P-256' });
  });

  it('refuses a certificate', async () => {
    await expect(readCsr((await issue('CN=vc')).pem)).rejects.toMatchObject({
      reason: 'not_a_certificate',
    });
  });
});
