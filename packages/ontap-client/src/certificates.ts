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
