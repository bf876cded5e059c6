import { createHash, randomBytes, webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

import { endsAfter } from '../host/ends-after.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

export interface CertificateRequest {
  /** Distinguished name, e.g. `CN=kms1.corp.example`. */
  subject: string;
  /** Days from now until it ends; negative for an expired one. */
  validDays?: number;
  /** Days from now until it begins, default -30. */
  startsInDays?: number;
  usage?: 'client' | 'server' | 'none';
  isCa?: boolean;
  issuer?: Issuer;
  /** Certify this key (from a CSR) instead of a new one. */
  publicKey?: webcrypto.CryptoKey;
}

/** A throw-away certification authority. */
export interface Issuer {
  subject: string;
  certificatePem: string;
  key: webcrypto.CryptoKey;
}

export interface MadeCertificate {
  certificatePem: string;
  /** PKCS#8 PEM; null when the key was given as a CSR's. */
  privateKeyPem: string | null;
  key: webcrypto.CryptoKey | null;
}

/** Makes a certificate; without an issuer it is self-signed. Keys exist only in the answer. */
export async function makeCertificate(
  request: CertificateRequest,
): Promise<MadeCertificate> {
  const {
    subject,
    validDays = 365,
    startsInDays = -30,
    usage = 'client',
    isCa = false,
    issuer,
    publicKey,
  } = request;
  const keys = publicKey ? null : await newKeys();
  const subjectKey = publicKey ?? keys?.publicKey;
  const signingKey = issuer?.key ?? keys?.privateKey;
  if (!subjectKey || !signingKey) {
    throw new Error('A certificate for a foreign key needs an issuer.');
  }
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: `00${randomBytes(15).toString('hex')}`,
      subject,
      issuer: issuer?.subject ?? subject,
      notBefore: new Date(Date.now() + startsInDays * DAY_MS),
      notAfter: endsAfter(validDays),
      publicKey: subjectKey,
      signingKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(isCa, undefined, true),
        ...usageExtensions(usage),
      ],
    },
    webcrypto,
  );
  return {
    certificatePem: `${certificate.toString('pem')}\n`,
    privateKeyPem: keys && (await pkcs8Of(keys.privateKey)),
    key: keys?.privateKey ?? null,
  };
}

/** A throw-away certification authority, for issuing client certificates. */
export async function makeIssuer(commonName: string): Promise<Issuer> {
  const subject = `CN=${commonName}, O=Corp Example`;
  const { certificatePem, key } = await makeCertificate({
    subject,
    isCa: true,
    usage: 'none',
    validDays: 3650,
  });
  if (!key) throw new Error('A new authority has its own key.');
  return { subject, certificatePem, key };
}

export interface MadeCsr {
  pem: string;
  publicKeySha256: string;
}

/** A signing request as hosts make it; its private key is dropped at once, nothing here needs it. */
export async function makeCsr(subject: string): Promise<MadeCsr> {
  const keys = await newKeys();
  const csr = await x509.Pkcs10CertificateRequestGenerator.create(
    { name: subject, keys, signingAlgorithm: ALGORITHM },
    webcrypto,
  );
  const spki = Buffer.from(
    await webcrypto.subtle.exportKey('spki', keys.publicKey),
  );
  return {
    pem: `${csr.toString('pem')}\n`,
    publicKeySha256: createHash('sha256').update(spki).digest('hex'),
  };
}

/** The certificate with which a key server's administrator answers a signing request. */
export async function answerCsr(
  csrPem: string,
  issuer: Issuer,
  changes: Partial<CertificateRequest> = {},
): Promise<string> {
  const csr = new x509.Pkcs10CertificateRequest(csrPem);
  const publicKey = await webcrypto.subtle.importKey(
    'spki',
    csr.publicKey.rawData,
    ALGORITHM,
    true,
    ['verify'],
  );
  return (
    await makeCertificate({
      subject: csr.subject,
      issuer,
      publicKey,
      ...changes,
    })
  ).certificatePem;
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function pkcs8Of(key: webcrypto.CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

function usageExtensions(usage: 'client' | 'server' | 'none') {
  if (usage === 'none') return [];
  const purpose =
    usage === 'client'
      ? x509.ExtendedKeyUsage.clientAuth
      : x509.ExtendedKeyUsage.serverAuth;
  return [new x509.ExtendedKeyUsageExtension([purpose])];
}
