import { randomBytes, webcrypto } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { z } from 'zod';
import { writeFileAtomically } from '../host/atomic-file.ts';
import { endsAfter } from '../host/ends-after.ts';
import { DEMO_KEY_SERVERS, type KeyServerFault } from './demo-names.ts';

const DAY_MS = 86_400_000;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

const identity = z.object({ certificatePem: z.string(), keyPem: z.string() });
const kept = z.object({
  authorityPem: z.string(),
  servers: z.record(z.string(), identity),
});
/** The authority of the simulated key servers and a certificate for each name. */
export type KeyServerCertificates = z.infer<typeof kept>;

/** Those of an earlier start, or new ones; the authority's own key is forgotten at once. */
export async function openCertificates(
  folder: string,
): Promise<KeyServerCertificates> {
  const path = join(folder, 'certificates.json');
  if (existsSync(path)) {
    return kept.parse(JSON.parse(readFileSync(path, 'utf8')));
  }
  const made = await makeCertificates();
  writeFileAtomically(path, JSON.stringify(made));
  return made;
}

async function makeCertificates(): Promise<KeyServerCertificates> {
  const [authority, other] = await Promise.all([
    makeAuthority('Corp KMS Root CA'),
    makeAuthority('Rogue CA'),
  ]);
  const servers = await Promise.all(
    Object.entries(DEMO_KEY_SERVERS).map(
      async ([host, fault]) =>
        [
          host,
          await makeServer(
            host,
            fault,
            fault === 'other_ca' ? other : authority,
          ),
        ] as const,
    ),
  );
  return {
    authorityPem: `${authority.certificate.toString('pem')}\n`,
    servers: Object.fromEntries(servers),
  };
}

interface Authority {
  certificate: x509.X509Certificate;
  key: webcrypto.CryptoKey;
}

async function makeAuthority(commonName: string): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: newSerial(),
      name: `CN=${commonName}`,
      notBefore: new Date(Date.now() - 60 * DAY_MS),
      notAfter: endsAfter(1_400),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
    },
    webcrypto,
  );
  return { certificate, key: keys.privateKey };
}

async function makeServer(
  host: string,
  fault: KeyServerFault,
  issuer: Authority,
): Promise<z.infer<typeof identity>> {
  const keys = await newKeys();
  const days = fault === 'expired' ? -3 : 700;
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: newSerial(),
      subject: `CN=${host}, O=Corp Example`,
      issuer: issuer.certificate.subject,
      notBefore: new Date(Date.now() - 30 * DAY_MS),
      notAfter: endsAfter(days),
      publicKey: keys.publicKey,
      signingKey: issuer.key,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension([
          { type: 'dns', value: host },
        ]),
      ],
    },
    webcrypto,
  );
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificatePem: `${certificate.toString('pem')}\n`,
    keyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

function newSerial(): string {
  return `00${randomBytes(15).toString('hex')}`;
}
