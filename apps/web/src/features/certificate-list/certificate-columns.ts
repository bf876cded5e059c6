import type { KnownCertificate } from '@keyward/contract';
import { say } from '@keyward/messages';

import { placeText } from '../../certificates/place-of-use.tsx';
import type { CsvColumn } from '../../list/csv.ts';

/** What the CSV of the list holds: one line a certificate, with all its places. */
export const CERTIFICATE_COLUMNS: readonly CsvColumn<KnownCertificate>[] = [
  { title: say('certificates.subject'), value: ({ subject }) => subject },
  { title: say('certificates.issuer'), value: ({ issuer }) => issuer },
  {
    title: say('certificates.serial-number'),
    value: ({ serialNumber }) => serialNumber,
  },
  {
    title: say('certificate-list.begins'),
    value: ({ notBefore }) => notBefore,
  },
  { title: say('certificate-list.ends'), value: ({ notAfter }) => notAfter },
  {
    title: say('certificates.key'),
    value: ({ keyType }) => keyType ?? null,
  },
  { title: say('certificates.sha-256'), value: ({ sha256 }) => sha256 },
  {
    title: say('certificate-list.used-at'),
    value: ({ uses }) => uses.map(placeText).join('; '),
  },
  {
    title: say('certificate-list.changes-that-propose-it'),
    value: ({ proposedBy }) =>
      proposedBy.map(({ reference }) => reference).join(', '),
  },
];
