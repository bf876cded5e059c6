import 'reflect-metadata';

import { webcrypto } from 'node:crypto';

import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

/** A throw-away certificate with its key, made for one test run. */
export interface TestCertificate {
  pem: string;
  keyPem: string;
  /** Lower-case hex, no colons. */
  sha256: string;
  certificate: x509.X509Certificate;
  keys: webcrypto.CryptoKeyPair;
}

export interface CertificateOptions {
  commonName?: string;
  dnsNames?: string[];
  ipAddresses?: string[];
  /** Days from now. */
  validFromDays?: number;
  validToDays?: number;
  isCa?: boolean;
  issuer?: TestCertificate;
}

/** Self-signed unless an issuer is given. */
export async function makeCertificate(
  options: CertificateOptions = {},
): Promise<TestCertificate> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]);
  const names = [
    ...(options.dnsNames ?? []).map((value): x509.JsonGeneralName => ({
      type: 'dns',
      value,
    })),
    ...(options.ipAddresses ?? []).map((value): x509.JsonGeneralName => ({
      type: 'ip',
      value,
    })),
  ];
  const subject = `CN=${options.commonName ?? 'target.test'}`;
  const common = {
    serialNumber: Buffer.from(
      webcrypto.getRandomValues(new Uint8Array(8)),
    ).toString('hex'),
    notBefore: new Date(Date.now() + (options.validFromDays ?? -1) * DAY_MS),
    notAfter: new Date(Date.now() + (options.validToDays ?? 30) * DAY_MS),
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(
        options.isCa ?? false,
        undefined,
        true,
      ),
      ...(names.length > 0
        ? [new x509.SubjectAlternativeNameExtension(names)]
        : []),
    ],
  };
  const certificate =
    options.issuer === undefined
      ? await x509.X509CertificateGenerator.createSelfSigned({
          ...common,
          name: subject,
          keys,
        })
      : await x509.X509CertificateGenerator.create({
          ...common,
          subject,
          issuer: options.issuer.certificate.subject,
          publicKey: keys.publicKey,
          signingKey: options.issuer.keys.privateKey,
        });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    pem: certificate.toString('pem'),
    keyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    sha256: Buffer.from(await certificate.getThumbprint('SHA-256')).toString(
      'hex',
    ),
    certificate,
    keys,
  };
}
