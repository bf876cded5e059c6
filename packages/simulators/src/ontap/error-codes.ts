/**
 * What the simulated cluster says for each code. ONTAP documents the codes, not their HTTP status: 400 unless the
 * condition is about existence (409) or about the cluster's own inside (500). The sentences are ours.
 */
const ERROR_CODES: Record<string, readonly [status: number, message: string]> =
  {
    '1': [409, 'An entry with the same name exists already.'],
    '2': [400, 'A field is missing or has a value that is not allowed.'],
    '3': [400, 'This operation is not supported.'],
    '4': [404, 'The entry does not exist.'],
    '6': [403, 'The account is not permitted to do this.'],
    '8': [409, 'The object is in use.'],
    '13001': [503, 'The management service is not available.'],
    '458762': [400, 'The job has ended already.'],
    '458783': [400, 'A job of this kind cannot be paused.'],
    '458784': [400, 'A job of this kind cannot be cancelled.'],
    '458776': [400, 'The job is not paused.'],
    '3735618': [
      400,
      'A certificate authority is installed without a private key.',
    ],
    '3735622': [400, 'Certificates of this type cannot be installed here.'],
    '3735683': [409, 'The certificate is used by an external key manager.'],
    '3735693': [400, 'This certificate type needs its private key.'],
    '6691623': [401, 'The account or its password was not accepted.'],
    '52559972': [400, 'The certificate is not valid yet.'],
    '52559973': [400, 'The certificate has expired.'],
    '52559975': [400, 'The certificate cannot be read.'],
    '52559976': [400, 'The certificate does not belong to the private key.'],
    '52560123': [400, 'The private key cannot be read.'],
    '65536038': [400, 'No more than 4 primary key servers can be active.'],
    '65536042': [409, 'The server is configured as a secondary key server.'],
    '65536139': [400, 'The existing passphrase is wrong.'],
    '65536150': [400, 'The new passphrase equals the old one.'],
    '65536404': [400, 'The passphrase is too short or too long.'],
    '65536600': [500, 'A node of the cluster is out of quorum.'],
    '65536700': [409, 'Keys in use are on this server and on no other.'],
    '65536821': [
      400,
      'The certificate that key management needs is not installed.',
    ],
    '65536822': [
      400,
      'This cluster version has no key management for single SVMs.',
    ],
    '65536823': [409, 'The SVM has a key manager.'],
    '65536824': [
      400,
      'Key management for single SVMs is not available in a MetroCluster.',
    ],
    '65536828': [400, 'The SVM has no external key management enabled.'],
    '65536834': [500, 'The present key servers of the SVM could not be read.'],
    '65536843': [400, 'The SVM has no such key management server.'],
    '65536845': [400, 'A user name is missing.'],
    '65536846': [400, 'A password is missing.'],
    '65536850': [
      400,
      'The new client certificate has another key pair than the present one.',
    ],
    '65536852': [500, 'The KMIP versions of the server could not be queried.'],
    '65536867': [409, 'The SVM has encrypted volumes.'],
    '65536870': [409, 'The key server is configured already.'],
    '65536871': [400, 'A key server is named twice.'],
    '65536876': [
      400,
      'An external key manager needs a client certificate, a server CA certificate and a server.',
    ],
    '65536880': [400, 'Nothing to change was given.'],
    '65536916': [400, 'The Onboard Key Manager belongs to the admin SVM only.'],
    '65536917': [400, 'Both the existing and the new passphrase are needed.'],
    '65536920': [400, 'The passphrase is too short or too long.'],
    '65536921': [500, 'The command failed on the KMIP server.'],
    '65537002': [400, 'Changing the port needs ONTAP 9.18.1 or later.'],
    '65537246': [400, 'This cluster is not part of a MetroCluster.'],
    '65537400': [400, 'A primary key server takes no more than 3 secondaries.'],
    '65538407': [400, 'A server cannot be its own secondary.'],
    '65538408': [400, 'A secondary key server is named twice.'],
    '65538413': [400, 'The address of a secondary key server cannot be read.'],
    '65538502': [409, 'A secondary key server is configured as a primary one.'],
    '65539216': [409, 'The admin SVM has a key manager.'],
    '66060338': [
      400,
      'No secure connection to the key server: the server CA certificates do not fit.',
    ],
    '66060339': [
      400,
      'No secure connection to the key server: the client certificate was not accepted.',
    ],
    '66060340': [
      500,
      'No secure connection to the key server: the KMIP library failed.',
    ],
    '66060341': [
      400,
      'No secure connection to the key server: the network configuration is at fault.',
    ],
  };

const UNKNOWN = [400, 'The operation failed.'] as const;

export function statusAndMessage(
  code: string,
): readonly [status: number, message: string] {
  return ERROR_CODES[code] ?? UNKNOWN;
}
