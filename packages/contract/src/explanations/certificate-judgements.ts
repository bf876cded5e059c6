import type { ErrorTable } from './explained-error.ts';

/** Why Keyward itself turned away from a target before it sent anything. */
export const CERTIFICATE_JUDGEMENTS: ErrorTable = {
  pin_mismatch: {
    sentence: 'The target showed another certificate than the pinned one.',
    cause:
      'Its certificate was renewed, or somebody else answers at its address.',
    check:
      'Compare the fingerprint with the one in the target’s own console, over another way than this connection.',
    fix: 'If it is the target’s own, change the connection’s trust; others approve that.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  untrusted: {
    sentence: 'The target’s certificate does not come from the trusted CA.',
    cause:
      'It was issued by another CA, or an intermediate certificate is missing.',
    check: 'Compare the certificate’s issuer with the connection’s CA.',
    fix: 'If it is the target’s own, change the connection’s trust; others approve that.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  name_mismatch: {
    sentence: 'The target’s certificate is for another name.',
    cause: 'The connection uses an address or alias that is not in it.',
    check: 'Compare the connection’s host with the names in the certificate.',
    fix: 'Change the connection to a name that the certificate carries.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  expired: {
    sentence: 'The target’s certificate has expired.',
    cause: 'Nobody renewed it in time.',
    check: 'Look at the certificate’s last day, and at Keyward’s clock.',
    fix: 'Have the certificate renewed on the target.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  not_yet_valid: {
    sentence: 'The target’s certificate is not valid yet.',
    cause: 'The clocks of Keyward and the target differ.',
    check: 'Compare both clocks with a time server.',
    fix: 'Correct the clock that is wrong.',
    field: 'connection',
    proof: 'nothing_happened',
  },
  handshake: {
    sentence: 'No secure connection could be negotiated with the target.',
    cause: 'The port is another service’s, or the two share no version of TLS.',
    check: 'Look which service listens there, and which TLS versions it has.',
    fix: 'Correct the port, or turn on TLS 1.2 or 1.3 on the target.',
    field: 'connection',
    proof: 'nothing_happened',
  },
};
