import { createHash, randomBytes, webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

import { endsAfter } from './ends-after.ts';

const VALIDITY_DAYS = 3650;
const DAY_MS = 86_400_000;

/** A key and its self-signed leaf certificate, for one simulator. */
export interface TlsIdentity {
  certificatePem: string;
  privateKeyPem: string;
  /** SHA-256 of the DER, lower-case hex without colons. */
  sha256: string;
}

/** Makes an EC P-256 key and a leaf for 127.0.0.1 and `<name>.estate.test`. */
export async function makeTlsIdentity(name: string): Promise<TlsIdentity> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: `00${randomBytes(15).toString('hex')}`,
      name: `CN=${name}.estate.test, O=Keyward simulated estate`,
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: endsAfter(VALIDITY_DAYS),
      keys,
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([
          { type: 'ip', value: '127.0.0.1' },
          { type: 'dns', value: `${name}.estate.test` },
          { type: 'dns', value: 'localhost' },
        ]),
      ],
    },
    webcrypto,
  );
  const pkcs8 = Buffer.from(
    await webcrypto.subtle.exportKey('pkcs8', keys.privateKey),
  );
  return {
    certificatePem: `${certificate.toString('pem')}\n`,
    privateKeyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    sha256: createHash('sha256')
      .update(Buffer.from(certificate.rawData))
      .digest('hex'),
  };
}
