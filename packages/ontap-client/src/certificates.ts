import type { OntapConnection } from './ontap-connection.ts';
import { readPages } from './read-pages.ts';
import { certificatePage } from './wire/index.ts';
import type { Certificate } from './wire/index.ts';

const FIELDS =
  'uuid,name,common_name,type,scope,svm,ca,serial_number,expiry_time';

/** Installed certificates without their PEM text. */
export function listCertificates(
  connection: OntapConnection,
): Promise<Certificate[]> {
  return readPages(
    connection,
    '/api/security/certificates',
    { fields: FIELDS },
    certificatePage,
  );
}

/** A certificate with its PEM text. */
export interface PublicCertificate {
  uuid: string;
  pem: string;
}

/** These certificates, as far as the cluster has them and shows them. */
export async function readPublicCertificates(
  connection: OntapConnection,
  uuids: readonly string[],
): Promise<PublicCertificate[]> {
  if (uuids.length === 0) return [];
  const found = await readPages(
    connection,
    '/api/security/certificates',
    { fields: 'uuid,public_certificate', uuid: uuids.join('|') },
    certificatePage,
  );
  return found.flatMap(({ uuid, public_certificate: pem }) =>
    uuids.includes(uuid) && pem !== undefined ? [{ uuid, pem }] : [],
  );
}
