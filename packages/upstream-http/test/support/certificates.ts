import 'reflect-metadata';

import { webcrypto } from 'node:crypto';

import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
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
  /** RSA of this many bits instead of P-256. */
  rsaBits?: number;
  /** SHA-256 unless named. */
  hash?: 'SHA-1' | 'SHA-256';
  /** Says what the certificate may be used for; says nothing when absent. */
  usage?: 'server' | 'client';
  /** Another certificate's key pair. */
  keys?: webcrypto.CryptoKeyPair;
}

/** Self-signed unless an issuer is given. */
export async function makeCertificate(
  options: CertificateOptions = {},
): Promise<TestCertificate> {
  const hash = options.hash ?? 'SHA-256';
  const keys = options.keys ?? (await makeKeys(options.rsaBits, hash));
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
    signingAlgorithm: {
      ...(options.issuer?.keys ?? keys).privateKey.algorithm,
      hash,
    },
    extensions: [
      new x509.BasicConstraintsExtension(
        options.isCa ?? false,
        undefined,
        true,
      ),
      ...(options.usage === undefined
        ? []
        : [
            new x509.ExtendedKeyUsageExtension([
              options.usage === 'server' ? SERVER_AUTH : CLIENT_AUTH,
            ]),
          ]),
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

async function makeKeys(
  rsaBits: number | undefined,
  hash: string,
): Promise<webcrypto.CryptoKeyPair> {
  const usages = ['sign', 'verify'] as const;
  return rsaBits === undefined
    ? webcrypto.subtle.generateKey(ALGORITHM, true, usages)
    : webcrypto.subtle.generateKey(
        {
          name: 'RSASSA-PKCS1-v1_5',
          modulusLength: rsaBits,
          publicExponent: new Uint8Array([1, 0, 1]),
          hash,
        },
        true,
        usages,
      );
}
