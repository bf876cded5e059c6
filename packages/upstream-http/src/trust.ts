import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { DEFAULT_CIPHERS } from 'node:tls';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';

import type { TlsReason } from './upstream-error.ts';

/**
 * How a target proves who it is: `pin`, by exactly this certificate (the name is not compared, the pin is stronger);
 * `ca`, by a certificate from these authorities that carries the connection's host name or address.
 */
export type Trust =
  | {
      mode: 'pin';
      sha256: string /* lower-case hex, no colons */;
      certificatePem: string;
    }
  | { mode: 'ca'; pem: string };

const PIN_MISMATCH = 'KEYWARD_PIN_MISMATCH';

/**
 * The TLS options that enforce a trust. Certificate verification is on in both modes: with it off, Node never calls
 * `checkServerIdentity`, so a pin compared there would pin nothing.
 *
 * @throws TypeError when the pinned certificate is not the one whose fingerprint is pinned.
 */
export function tlsOptions(trust: Trust, host: string): ConnectionOptions {
  const common: ConnectionOptions = {
    // Explicit, because NODE_TLS_REJECT_UNAUTHORIZED=0 changes the default.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    // Whatever the start said of ciphers: no keys and signatures below 112 bits (RSA 1024, SHA-1).
    ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=2`,
    ALPNProtocols: ['http/1.1'],
    // RFC 6066 knows no server name that is an address.
    ...(isIP(host) === 0 ? { servername: host } : {}),
  };
  if (trust.mode === 'ca') return { ...common, ca: [trust.pem] };
  const pinned = new X509Certificate(trust.certificatePem);
  if (fingerprint(pinned.fingerprint256) !== trust.sha256) {
    throw new TypeError(
      'The pinned certificate and the pinned fingerprint differ.',
    );
  }
  return {
    ...common,
    // Re-encoded from DER, so that only this one certificate is trusted whatever else the text holds.
    ca: [pinned.toString()],
    // Lets a leaf that an authority issued stand for itself.
    allowPartialTrustChain: true,
    checkServerIdentity: (_host: string, presented: PeerCertificate) =>
      fingerprint(presented.fingerprint256) === trust.sha256
        ? undefined
        : pinMismatch(),
  };
}

/** Why a handshake failed, from the code of Node's or OpenSSL's error; null when TLS is not the reason. */
export function tlsReasonOf(
  code: string,
  mode: Trust['mode'],
): TlsReason | null {
  switch (code) {
    case PIN_MISMATCH:
      return 'pin_mismatch';
    case 'CERT_HAS_EXPIRED':
      return 'expired';
    case 'CERT_NOT_YET_VALID':
      return 'not_yet_valid';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return 'name_mismatch';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return mode === 'pin' ? 'pin_mismatch' : 'untrusted';
    case 'CA_KEY_TOO_SMALL':
    case 'CA_MD_TOO_WEAK':
    case 'CERT_CHAIN_TOO_LONG':
    case 'CERT_REJECTED':
    case 'CERT_REVOKED':
    case 'CERT_SIGNATURE_FAILURE':
    case 'CERT_UNTRUSTED':
    case 'EE_KEY_TOO_SMALL':
    case 'INVALID_CA':
    case 'INVALID_PURPOSE':
    case 'PATH_LENGTH_EXCEEDED':
    case 'UNSPECIFIED':
      return 'untrusted';
    default:
      return code === 'EPROTO' ||
        code.startsWith('ERR_SSL_') ||
        code.startsWith('ERR_TLS_')
        ? 'handshake'
        : null;
  }
}

function pinMismatch(): Error {
  return Object.assign(new Error('The certificate is not the pinned one.'), {
    code: PIN_MISMATCH,
  });
}

/** `AB:CD:…` as Node prints it, in the form Keyward stores. */
function fingerprint(text: string): string {
  return text.replaceAll(':', '').toLowerCase();
}
