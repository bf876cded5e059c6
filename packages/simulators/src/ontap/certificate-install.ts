import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import {
  installCertificateRequest,
  type InstallCertificateRequest,
} from '@keyward/ontap-client/wire';
import {
  certificateHref,
  certificateRecord,
  CERTIFICATE_RULES,
} from './certificates.ts';
import { newUuid, type OntapHandler } from './ontap-parts.ts';
import { parseBody } from './parse-body.ts';
import { project } from './projection.ts';
import { invalidField, notFound, OntapRefusal } from './refusal.ts';
import type { CertificateState, NamedObject, OntapState } from './state.ts';

/** `POST /api/security/certificates` with a ready certificate. Generating one is not simulated. */
export const installCertificate: OntapHandler = (
  { store, context },
  request,
) => {
  const wanted = parseBody(request, installCertificateRequest);
  const certificate = readCertificate(store.value, wanted, context.now());
  if (!request.lie) {
    store.update((state) => state.certificates.push(certificate));
    context.recordEffect({
      operation: 'ontap.install-certificate',
      object: certificate.uuid,
    });
  }
  const records = [
    project(certificateRecord(certificate), ['*'], CERTIFICATE_RULES),
  ];
  return {
    status: 201,
    headers: { location: certificateHref(certificate.uuid) },
    body: {
      num_records: 1,
      ...(request.query.get('return_records') === 'true' && { records }),
    },
  };
};

function readCertificate(
  state: OntapState,
  wanted: InstallCertificateRequest,
  nowMs: number,
): CertificateState {
  const { type, public_certificate: pem, private_key: key } = wanted;
  if (type === 'root_ca') throw new OntapRefusal('3735622', { target: 'type' });
  if (pem === undefined) {
    throw new OntapRefusal('3', {
      message: 'Generating a certificate is not simulated.',
    });
  }
  const needsKey = type === 'client' || type === 'server';
  if (needsKey && (key === undefined || key === '')) {
    throw new OntapRefusal('3735693');
  }
  if (!needsKey && key !== undefined) throw new OntapRefusal('3735618');
  const x509 = parseX509(pem);
  if (Date.parse(x509.validFrom) > nowMs) throw new OntapRefusal('52559972');
  if (Date.parse(x509.validTo) < nowMs) throw new OntapRefusal('52559973');
  if (key !== undefined && !x509.checkPrivateKey(parseKey(key))) {
    throw new OntapRefusal('52559976');
  }
  const commonName = wanted.common_name ?? commonNameOf(x509.subject);
  const svm = wanted.svm ? findSvm(state, wanted.svm) : null;
  const name = wanted.name ?? `${commonName}_${x509.serialNumber}`;
  const isTaken = state.certificates.some(
    (other) => other.name === name && other.svm?.uuid === svm?.uuid,
  );
  if (isTaken) throw new OntapRefusal('1', { target: 'name' });
  return {
    uuid: newUuid(),
    name,
    commonName,
    type,
    svm,
    issuer: commonNameOf(x509.issuer),
    serialNumber: x509.serialNumber,
    expiryTime: new Date(x509.validTo).toISOString(),
    pem: x509.toString(),
  };
}

function parseX509(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new OntapRefusal('52559975');
  }
}

function parseKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new OntapRefusal('52560123');
  }
}

export function commonNameOf(distinguishedName: string): string {
  return /^CN=(.+)$/m.exec(distinguishedName)?.[1] ?? distinguishedName;
}

function findSvm(
  { svms }: OntapState,
  { uuid, name }: NonNullable<InstallCertificateRequest['svm']>,
): NamedObject {
  if (uuid === undefined && name === undefined) {
    throw invalidField('svm', 'The SVM needs a name or a UUID.');
  }
  const found = svms.find(
    (svm) =>
      (uuid === undefined || svm.uuid === uuid) &&
      (name === undefined || svm.name === name),
  );
  if (!found) throw notFound('svm');
  return found;
}
