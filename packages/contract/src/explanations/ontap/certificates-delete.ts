import type { ErrorTable } from '../explained-error.ts';

/** Vendor source: ONTAP REST API 9.19.1, error codes of DELETE certificates. */
export const ONTAP_CERTIFICATES_DELETE: ErrorTable = {
  '3735589': {
    sentence: 'The certificate could not be deleted.',
    cause: 'A failure inside ONTAP.',
    check: 'Look at the event log, and whether the certificate is there.',
    fix: 'Try again; ask the vendor if it goes on.',
    field: null,
    proof: 'look',
  },
  '3735590': {
    sentence: 'The certificate’s TLS settings could not be taken away.',
    cause: 'Something still uses it for TLS.',
    check: 'Find which service uses it.',
    fix: 'Give that service another certificate first.',
    field: null,
    proof: 'look',
  },
  '3735627': {
    sentence: 'This server_ca certificate goes only together with its root.',
    cause: 'It was made along with a root_ca certificate.',
    check: 'Find the root_ca certificate that it belongs to.',
    fix: 'Delete that one; the others go with it.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735644': {
    sentence: 'The chain of a server certificate goes only together with it.',
    cause: 'The server certificate is still there.',
    check: 'Find the server certificate of the chain.',
    fix: 'Delete the server certificate first.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735650': {
    sentence: 'This client_ca certificate goes only together with its root.',
    cause: 'It was made along with a root_ca certificate.',
    check: 'Find the root_ca certificate that it belongs to.',
    fix: 'Delete that one; the others go with it.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735679': {
    sentence: 'Preinstalled CA certificates cannot be deleted this way.',
    cause: 'They came with ONTAP.',
    check: 'Look whether it is one of those.',
    fix: 'Delete it on the cluster’s command line, if it really has to go.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735681': {
    sentence:
      'Preinstalled server_ca certificates are deleted on the command line only.',
    cause: 'They came with ONTAP.',
    check: 'Look whether it is one of those.',
    fix: 'Delete it on the cluster’s command line, if it really has to go.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735683': {
    sentence: 'An external key manager uses the certificate.',
    cause: 'It is its client certificate or one of its CAs.',
    check: 'Look which key manager names it.',
    fix: 'Give the key manager another certificate first.',
    field: null,
    proof: 'nothing_happened',
  },
  '52560272': {
    sentence: 'Something uses the certificate.',
    cause: 'One or more services name it.',
    check: 'Find which services use it.',
    fix: 'Give them another certificate first.',
    field: null,
    proof: 'nothing_happened',
  },
};
