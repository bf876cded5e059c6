// Loaded first: it brings the metadata polyfill that x509 needs.
import '@keyward/pki';

import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

export interface Issued {
  certificatePem: string;
  privateKeyPem: string;
  sha256: string;
  publicKeySha256: string;
}

/** A throw-away certificate with its key, made for one test. `daysLeft` may be negative. */
export async function issueCertificate(
  name: string,
  daysLeft = 100,
  purpose: 'client' | 'ca' = 'client',
): Promise<Issued> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '4F01',
    name,
    notBefore: new Date(Date.now() - 200 * DAY_MS),
    notAfter: new Date(Date.now() + daysLeft * DAY_MS + 60_000),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      purpose === 'ca'
        ? new x509.BasicConstraintsExtension(true, undefined, true)
        : new x509.ExtendedKeyUsageExtension([
            x509.ExtendedKeyUsage.clientAuth,
          ]),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificatePem: certificate.toString('pem'),
    privateKeyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    sha256: await sha256Hex(certificate.rawData),
    publicKeySha256: await sha256Hex(certificate.publicKey.rawData),
  };
}

async function sha256Hex(bytes: ArrayBuffer): Promise<string> {
  return Array.from(
    new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
    (byte) => byte.toString(16).padStart(2, '0'),
  ).join('');
}
