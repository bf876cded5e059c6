import { RsaSaPssParams, id_RSASSA_PSS } from '@peculiar/asn1-rsa';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_keyUsage,
  id_ce_subjectKeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  SubjectKeyIdentifier,
} from '@peculiar/asn1-x509';

import { toHex } from './hex.ts';
import { PemError } from './pem-error.ts';

/** What only the checks need to know of a certificate, beside its facts. */
export interface CertificateTraits {
  /** `RSA with SHA-256`, `Ed25519`; the object identifier when unknown. */
  signatureAlgorithm: string;
  /** `MD5` and `SHA-1` are broken; null when the algorithm has no separate hash or is unknown. */
  signatureHash: string | null;
  /** Whether its key may sign, which TLS client authentication needs; null when the certificate does not say. */
  mayRevealIdentity: boolean | null;
  /** Whether its key may sign certificates; null when the certificate does not say. */
  maySignCertificates: boolean | null;
  /** How many authorities may stand below this one; null for any number. */
  pathLength: number | null;
  /** Lower-case hex; null when the certificate has none. */
  subjectKeyId: string | null;
  authorityKeyId: string | null;
}

const HASHES: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
const SIGNATURES: Readonly<Record<string, [hash: string | null, key: string]>> =
  {
    '1.2.840.113549.1.1.2': ['MD2', 'RSA'],
    '1.2.840.113549.1.1.4': ['MD5', 'RSA'],
    '1.2.840.113549.1.1.5': ['SHA-1', 'RSA'],
    '1.3.14.3.2.29': ['SHA-1', 'RSA'],
    '1.2.840.113549.1.1.11': ['SHA-256', 'RSA'],
    '1.2.840.113549.1.1.12': ['SHA-384', 'RSA'],
    '1.2.840.113549.1.1.13': ['SHA-512', 'RSA'],
    '1.2.840.10040.4.3': ['SHA-1', 'DSA'],
    '1.2.840.10045.4.1': ['SHA-1', 'ECDSA'],
    '1.2.840.10045.4.3.2': ['SHA-256', 'ECDSA'],
    '1.2.840.10045.4.3.3': ['SHA-384', 'ECDSA'],
    '1.2.840.10045.4.3.4': ['SHA-512', 'ECDSA'],
    '1.3.101.112': [null, 'Ed25519'],
    '1.3.101.113': [null, 'Ed448'],
  };

/**
 * What the checks need of one DER certificate. Only the extensions that count are parsed: a certificate may have
 * thousands of names.
 *
 * @throws PemError `not_a_certificate`
 */
export function certificateTraits(
  der: Uint8Array<ArrayBuffer>,
): CertificateTraits {
  try {
    const certificate = AsnConvert.parse(der, Certificate);
    const values = new Map(
      (certificate.tbsCertificate.extensions ?? []).map(
        ({ extnID, extnValue }) => [extnID, extnValue.buffer],
      ),
    );
    const read = <T>(id: string, type: new () => T): T | null => {
      const value = values.get(id);
      return value === undefined ? null : AsnConvert.parse(value, type);
    };
    const usages = read(id_ce_keyUsage, KeyUsage)?.toNumber() ?? null;
    return {
      ...signatureOf(certificate),
      mayRevealIdentity: allows(usages, KeyUsageFlags.digitalSignature),
      maySignCertificates: allows(usages, KeyUsageFlags.keyCertSign),
      pathLength:
        read(id_ce_basicConstraints, BasicConstraints)?.pathLenConstraint ??
        null,
      subjectKeyId: hexOf(
        read(id_ce_subjectKeyIdentifier, SubjectKeyIdentifier),
      ),
      authorityKeyId: hexOf(
        read(id_ce_authorityKeyIdentifier, AuthorityKeyIdentifier)
          ?.keyIdentifier,
      ),
    };
  } catch {
    throw new PemError(
      'not_a_certificate',
      'A block does not hold exactly one X.509 certificate.',
    );
  }
}

function hexOf(id: { buffer: ArrayBuffer } | null | undefined): string | null {
  return id === null || id === undefined
    ? null
    : toHex(new Uint8Array(id.buffer));
}

function allows(usages: number | null, flag: number): boolean | null {
  return usages === null ? null : (usages & flag) !== 0;
}

function signatureOf({
  signatureAlgorithm,
}: Certificate): Pick<
  CertificateTraits,
  'signatureAlgorithm' | 'signatureHash'
> {
  const { algorithm, parameters } = signatureAlgorithm;
  if (algorithm === id_RSASSA_PSS) {
    const hash =
      parameters === null || parameters === undefined
        ? '1.3.14.3.2.26'
        : AsnConvert.parse(parameters, RsaSaPssParams).hashAlgorithm.algorithm;
    const name = HASHES[hash] ?? hash;
    return {
      signatureAlgorithm: `RSA-PSS with ${name}`,
      signatureHash: name,
    };
  }
  const known = SIGNATURES[algorithm];
  if (known === undefined) {
    return { signatureAlgorithm: algorithm, signatureHash: null };
  }
  const [hash, key] = known;
  return {
    signatureAlgorithm: hash === null ? key : `${key} with ${hash}`,
    signatureHash: hash,
  };
}
