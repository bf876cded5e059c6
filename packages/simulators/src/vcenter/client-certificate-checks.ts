import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';

import { updateClientCertificateRequest } from '@keyward/vcenter-client/wire';

import type { SimulatorAnswer } from '../host/index.ts';
import { refuse, message } from '../vapi/vapi-error.ts';
import type { SimulatedProvider } from './state.ts';

/** What is wrong with a new client certificate, or the certificate to store. */
export type CertificateVerdict =
  | { certificate: string; privateKeySha256: string | null }
  | { refusal: SimulatorAnswer };

/** Checks an update the way a host would have to: readable, in force, and belonging to its key. */
export function checkClientCertificate(
  body: unknown,
  provider: SimulatedProvider,
  now: number,
  echoSecrets: boolean,
): CertificateVerdict {
  const parsed = updateClientCertificateRequest.safeParse(body);
  if (!parsed.success) return refused('spec', 'The UpdateSpec is not valid.');
  const { certificate: pem, private_key: keyPem } = parsed.data;
  const certificate = readCertificate(pem);
  if (!certificate) {
    return refused(CERTIFICATE, 'The certificate cannot be read.');
  }
  if (certificate.validToDate.getTime() <= now) {
    return refused(CERTIFICATE, 'The certificate has expired.');
  }
  if (certificate.validFromDate.getTime() > now) {
    return refused(CERTIFICATE, 'The certificate is not valid yet.');
  }
  if (certificate.ca) {
    return refused(
      CERTIFICATE,
      'The certificate is one of a certification authority.',
    );
  }
  const mismatch =
    keyPem === undefined
      ? csrMismatch(certificate, provider)
      : keyMismatch(certificate, keyPem, echoSecrets);
  return (
    mismatch ?? {
      certificate: pem,
      privateKeySha256: keyPem === undefined ? null : sha256(keyPem),
    }
  );
}

const CERTIFICATE = 'spec.certificate';
const PRIVATE_KEY = 'spec.private_key';

function csrMismatch(
  certificate: X509Certificate,
  { csr }: SimulatedProvider,
): CertificateVerdict | null {
  if (!csr) {
    return refused(
      CERTIFICATE,
      'No certificate signing request was made for this provider.',
    );
  }
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
  if (sha256(spki) === csr.publicKeySha256) return null;
  return refused(
    CERTIFICATE,
    'The certificate does not answer the last certificate signing request.',
  );
}

function keyMismatch(
  certificate: X509Certificate,
  keyPem: string,
  echoSecrets: boolean,
): CertificateVerdict | null {
  const echo = echoSecrets ? keyPem : null;
  try {
    if (certificate.checkPrivateKey(createPrivateKey(keyPem))) return null;
  } catch {
    return refused(PRIVATE_KEY, 'The private key cannot be read.', echo);
  }
  return refused(
    PRIVATE_KEY,
    'The private key does not belong to the certificate.',
    echo,
  );
}

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function readCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

function refused(
  primary: string,
  text: string,
  echo: string | null = null,
): CertificateVerdict {
  return {
    refusal: refuse('INVALID_ARGUMENT', {
      id: 'com.vmware.vcenter.trusted_infrastructure.client_certificate_invalid',
      text,
      causes:
        echo === null ? [] : [message('sim.echo', `Received: ${echo}`, [echo])],
      data: { primary, secondary: [] },
    }),
  };
}
