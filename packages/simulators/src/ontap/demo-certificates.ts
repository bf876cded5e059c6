import 'reflect-metadata';
import { randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { endsAfter } from '../host/ends-after.ts';
import { commonNameOf } from './certificate-install.ts';
import type { CertificateState, NamedObject } from './state.ts';

const DAY_MS = 86_400_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface DemoCertificate {
  uuid: string;
  name: string;
  commonName: string;
  type: CertificateState['type'];
  svm: NamedObject | null;
  validDays: number;
}

/** A self-signed throw-away certificate; its key is forgotten at once, since nothing here signs with it. */
export async function makeDemoCertificate(
  wanted: DemoCertificate,
): Promise<CertificateState> {
  const { uuid, name, type, svm, commonName } = wanted;
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, [
    'sign',
    'verify',
  ]);
  const isAuthority = type.endsWith('_ca');
  const made = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: `00${randomBytes(15).toString('hex')}`,
      name: `CN=${commonName}`,
      notBefore: new Date(Date.now() - 30 * DAY_MS),
      notAfter: endsAfter(wanted.validDays),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(isAuthority, undefined, true),
        ...(isAuthority
          ? []
          : [
              new x509.ExtendedKeyUsageExtension([
                x509.ExtendedKeyUsage.clientAuth,
              ]),
            ]),
      ],
    },
    webcrypto,
  );
  return withPem({ uuid, name, commonName, type, svm }, made.toString('pem'));
}

/** The entry of a certificate, with what the certificate says of itself. */
export function withPem(
  entry: Pick<
    CertificateState,
    'uuid' | 'name' | 'commonName' | 'type' | 'svm'
  >,
  pem: string,
): CertificateState {
  const certificate = new X509Certificate(pem);
  return {
    ...entry,
    issuer: commonNameOf(certificate.issuer),
    serialNumber: certificate.serialNumber,
    expiryTime: new Date(certificate.validTo).toISOString(),
    pem: certificate.toString(),
  };
}
