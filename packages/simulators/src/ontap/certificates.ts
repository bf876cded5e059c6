import type { Certificate } from '@keyward/ontap-client/wire';
import { collectionAnswer, objectAnswer } from './collection-answer.ts';
import type { OntapHandler } from './ontap-parts.ts';
import { notFound, OntapRefusal } from './refusal.ts';
import type { CertificateState, OntapState } from './state.ts';

export const CERTIFICATE_RULES = {
  key: ['uuid', 'name', 'scope', 'svm'],
  expensive: [],
};

export const listCertificates: OntapHandler = ({ store }, request) => {
  const records = store.value.certificates.map((certificate) =>
    certificateRecord(certificate),
  );
  return collectionAnswer(request, {
    records,
    rules: CERTIFICATE_RULES,
    pageKey: 'uuid',
  });
};

export const getCertificate: OntapHandler = ({ store }, request, { uuid }) =>
  objectAnswer(
    request,
    certificateRecord(findCertificate(store.value, uuid)),
    CERTIFICATE_RULES,
  );

export const deleteCertificate: OntapHandler = (
  { store, context },
  request,
  { uuid },
) => {
  const certificate = findCertificate(store.value, uuid);
  if (isUsed(store.value, certificate.uuid)) throw new OntapRefusal('3735683');
  if (!request.lie) {
    store.update((state) => {
      state.certificates = state.certificates.filter(
        (other) => other.uuid !== certificate.uuid,
      );
    });
    context.recordEffect({
      operation: 'ontap.delete-certificate',
      object: certificate.uuid,
    });
  }
  return { status: 200, body: {} };
};

export function certificateHref(uuid: string): string {
  return `/api/security/certificates/${uuid}`;
}

export function certificateRecord(certificate: CertificateState): Certificate {
  const { uuid, name, type, svm, pem } = certificate;
  return {
    uuid,
    name,
    type,
    scope: svm ? 'svm' : 'cluster',
    ...(svm && { svm: { ...svm } }),
    common_name: certificate.commonName,
    ca: certificate.issuer,
    serial_number: certificate.serialNumber,
    expiry_time: certificate.expiryTime,
    public_certificate: pem,
    _links: { self: { href: certificateHref(uuid) } },
  };
}

function findCertificate(
  state: OntapState,
  uuid: string | undefined,
): CertificateState {
  const found = state.certificates.find(
    (certificate) => certificate.uuid === uuid,
  );
  if (!found) throw notFound('uuid');
  return found;
}

function isUsed({ keyManagers }: OntapState, uuid: string): boolean {
  return keyManagers.some(
    ({ source }) =>
      source.kind === 'external' &&
      (source.clientCertificate === uuid ||
        source.serverCaCertificates.includes(uuid)),
  );
}
