import type { ErrorTable } from '../explained-error.ts';

/** Vendor source: ONTAP REST API 9.19.1, error codes of POST certificates sign, less those of making certificates. */
export const ONTAP_CERTIFICATES_SIGN: ErrorTable = {
  '3735626': {
    sentence: 'The signed certificate could not be made.',
    cause: 'A failure inside ONTAP.',
    check: 'Look at the event log.',
    fix: 'Try again; ask the vendor if it goes on.',
    field: null,
    proof: 'look',
  },
  '3735628': {
    sentence: 'The CA certificate cannot sign.',
    cause: 'It has expired, or is no CA.',
    check: 'Look at its dates and at its basic constraints.',
    fix: 'Use another CA.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735629': {
    sentence: 'The request has the name of the CA itself.',
    cause: 'A CA does not sign a certificate of its own name.',
    check: 'Compare both common names.',
    fix: 'Use another common name.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735630': {
    sentence: 'The certificate would outlive its CA.',
    cause: 'The last day that was asked for is after the CA’s.',
    check: 'Compare both last days.',
    fix: 'Ask for a shorter time, or renew the CA.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735701': {
    sentence: 'The time that was asked for is not allowed.',
    cause: 'ONTAP takes 1 to 3652 days.',
    check: 'Look at the time that was asked for.',
    fix: 'Ask for a time in that range.',
    field: null,
    proof: 'nothing_happened',
  },
};
