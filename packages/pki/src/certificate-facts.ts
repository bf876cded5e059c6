import { derLength } from './der-length.ts';
import { encodePem } from './encode-pem.ts';
import { sha256Hex } from './hex.ts';
import { keyTypeOf } from './key-type.ts';
import { nativeFacts } from './native-facts.ts';
import { PemError } from './pem-error.ts';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  X509Certificate,
} from './x509-provider.ts';

/** What a person and the checks need to know of a certificate. Fingerprints are lower-case hex without separators. */
export interface CertificateFacts {
  /** Distinguished names in RFC 4514 order of the certificate, such as `CN=vc.lab.test, O=Lab`. */
  subject: string;
  issuer: string;
  /** Lower-case hex. */
  serialNumber: string;
  /** RFC 3339, UTC. */
  notBefore: string;
  notAfter: string;
  /** SHA-256 of the DER certificate. */
  sha256: string;
  /** SHA-256 of the SubjectPublicKeyInfo: equal for a certificate, a request and a private key that belong together. */
  publicKeySha256: string;
  /** `RSA 2048`, `EC P-256`, `Ed25519`. */
  keyType: string;
  /** DNS names and addresses as they are; other kinds with a prefix, such as `email:`. */
  subjectAltNames: string[];
  isCa: boolean;
  /** `serverAuth`, `clientAuth` and so on; the object identifier where there is no usual name. */
  extendedKeyUsage: string[];
  /** Whether it may be used as a client certificate; null when the certificate does not restrict its use. */
  hasClientAuth: boolean | null;
  selfSigned: boolean;
  /** Re-encoded from DER: one block and nothing else. */
  pem: string;
}

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const ANY_USAGE = '2.5.29.37.0';
const USAGE_NAMES: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  [CLIENT_AUTH]: 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  [ANY_USAGE]: 'anyExtendedKeyUsage',
};

/**
 * Facts of one DER certificate.
 *
 * @throws PemError `not_a_certificate` when the bytes are anything else, or more than one certificate.
 */
export async function certificateFacts(
  der: Uint8Array<ArrayBuffer>,
): Promise<CertificateFacts> {
  if (derLength(der) !== der.length) throw notACertificate();
  const native = nativeFacts(der);
  if (native !== null) {
    const { usages, ...facts } = native;
    return { ...facts, ...usageFacts(usages) };
  }
  return portableCertificateFacts(der);
}

/** The same with the reader that works everywhere. */
export async function portableCertificateFacts(
  der: Uint8Array<ArrayBuffer>,
): Promise<CertificateFacts> {
  try {
    return await factsOf(new X509Certificate(der), der);
  } catch {
    // The parser's own messages speak of ASN.1 types.
    throw notACertificate();
  }
}

async function factsOf(
  certificate: X509Certificate,
  der: Uint8Array<ArrayBuffer>,
): Promise<CertificateFacts> {
  const usage = certificate.getExtension(ExtendedKeyUsageExtension);
  return {
    subject: certificate.subject,
    issuer: certificate.issuer,
    serialNumber: certificate.serialNumber.toLowerCase(),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    sha256: await sha256Hex(der),
    publicKeySha256: await sha256Hex(
      new Uint8Array(certificate.publicKey.rawData),
    ),
    keyType: keyTypeOf(certificate.publicKey.rawData),
    subjectAltNames: namesOf(certificate),
    isCa: certificate.getExtension(BasicConstraintsExtension)?.ca ?? false,
    ...usageFacts(usage === null ? null : Array.from(usage.usages, String)),
    selfSigned:
      certificate.subject === certificate.issuer &&
      (await isSignedByItself(certificate)),
    pem: encodePem('CERTIFICATE', der),
  };
}

function usageFacts(
  usages: string[] | null,
): Pick<CertificateFacts, 'extendedKeyUsage' | 'hasClientAuth'> {
  return {
    extendedKeyUsage: (usages ?? []).map(
      (usage) => USAGE_NAMES[usage] ?? usage,
    ),
    hasClientAuth:
      usages === null
        ? null
        : usages.includes(CLIENT_AUTH) || usages.includes(ANY_USAGE),
  };
}

function namesOf(certificate: X509Certificate): string[] {
  const names =
    certificate.getExtension(SubjectAlternativeNameExtension)?.names.items ??
    [];
  return names.map(({ type, value }) =>
    type === 'dns' || type === 'ip' ? value : `${type}:${value}`,
  );
}

async function isSignedByItself(
  certificate: X509Certificate,
): Promise<boolean> {
  try {
    return await certificate.verify({ signatureOnly: true });
  } catch {
    // An algorithm that this platform cannot check; equal names are what is left.
    return true;
  }
}

function notACertificate(): PemError {
  return new PemError(
    'not_a_certificate',
    'A block does not hold exactly one X.509 certificate.',
  );
}
