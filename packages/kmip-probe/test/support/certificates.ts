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
  certificate: x509.X509Certificate;
  keys: webcrypto.CryptoKeyPair;
}

export interface CertificateOptions {
  commonName: string;
  names?: string[];
  addresses?: string[];
  /** Days from now until it ends; negative for an expired one. */
  days?: number;
  isCa?: boolean;
  usage?: ('clientAuth' | 'serverAuth')[];
  issuer?: TestCertificate;
}

/** Self-signed unless an issuer is given. Without `usage` there is no extended key usage at all. */
export async function makeCertificate(
  options: CertificateOptions,
): Promise<TestCertificate> {
  const { commonName, names = [], addresses = [], usage, issuer } = options;
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]);
  const alternatives: x509.JsonGeneralName[] = [
    ...names.map((value) => ({ type: 'dns', value }) as const),
    ...addresses.map((value) => ({ type: 'ip', value }) as const),
  ];
  const subject = `CN=${commonName}`;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(
      webcrypto.getRandomValues(new Uint8Array(8)),
    ).toString('hex'),
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    notBefore: new Date(Date.now() - 60 * DAY_MS),
    notAfter: new Date(Date.now() + (options.days ?? 30) * DAY_MS),
    publicKey: keys.publicKey,
    signingKey: issuer?.keys.privateKey ?? keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(
        options.isCa ?? false,
        undefined,
        true,
      ),
      ...(alternatives.length > 0
        ? [new x509.SubjectAlternativeNameExtension(alternatives)]
        : []),
      ...(usage === undefined
        ? []
        : [
            new x509.ExtendedKeyUsageExtension(
              usage.map((each) => x509.ExtendedKeyUsage[each]),
            ),
          ]),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    pem: certificate.toString('pem'),
    keyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    certificate,
    keys,
  };
}
