import { inSeconds, LayerFailure } from '../finding.ts';
import type { ShownToServer } from '../shown-to-server.ts';

/** The server's certificate is not what is trusted; codes of Node and OpenSSL. */
const UNTRUSTED: Readonly<Record<string, [finding: string, nextStep: string]>> =
  {
    CERT_HAS_EXPIRED: [
      'The key server’s certificate, or one above it, has expired.',
      'Have the key server’s certificate renewed.',
    ],
    CERT_NOT_YET_VALID: [
      'The key server’s certificate is not valid yet.',
      'Compare the clocks of Keyward and the key server.',
    ],
    ERR_TLS_CERT_ALTNAME_INVALID: [
      'The key server’s certificate is for another name.',
      'Use the name that the certificate carries, or have the certificate issued for this one.',
    ],
  };
const OTHER_CA: readonly [string, string] = [
  'The key server’s certificate does not come from a CA that the target trusts for it.',
  'Install the right CA certificate on the target first, or have the key server’s certificate issued by the trusted CA.',
];

/** @param seen what the certificate says of itself, a sentence */
export function untrustedServer(code: string, seen: string): LayerFailure {
  const [finding, nextStep] = UNTRUSTED[code] ?? OTHER_CA;
  return new LayerFailure(`${finding} ${seen}`, nextStep);
}

/** TLS alerts about the client certificate; OpenSSL 3 spells some of them in two ways. */
const CLIENT_ALERT =
  /ALERT_(CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_(?:UNKNOWN|EXPIRED|REVOKED)|UNKNOWN_CA|ACCESS_DENIED)$/;

/** The alert with which a server refuses a client certificate or misses one; null for any other code. */
export function clientAlertOf(code: string): string | null {
  return CLIENT_ALERT.exec(code)?.[1] ?? null;
}

/** Alerts that say why; the others only say no. */
const REFUSALS: Readonly<Record<string, string>> = {
  UNKNOWN_CA: 'it does not come from a CA that the key server trusts',
  CERTIFICATE_EXPIRED: 'it has expired',
  CERTIFICATE_REVOKED: 'it was revoked',
};
const ACCEPT_IT =
  'Have the certificate, or the CA that issued it, accepted on the key server; or use another certificate.';

/** The server refused the client certificate that was shown to it. */
export function refusedClient(
  alert: string,
  { weakness }: ShownToServer,
): LayerFailure {
  const refuses =
    'The key server refuses the client certificate of this change';
  const why = REFUSALS[alert];
  if (why !== undefined) {
    return new LayerFailure(`${refuses}: ${why}.`, ACCEPT_IT);
  }
  return weakness === null
    ? new LayerFailure(`${refuses}.`, ACCEPT_IT)
    : new LayerFailure(`${refuses}: ${weakness.why}.`, weakness.nextStep);
}

/** The server went away without a word when it had been shown the client certificate. */
export function closedOnClient({ weakness }: ShownToServer): LayerFailure {
  const closed =
    'The key server closed the connection when it was shown the client certificate of this change, and did not say why';
  return weakness === null
    ? new LayerFailure(`${closed}.`, ACCEPT_IT)
    : new LayerFailure(`${closed}; ${weakness.why}.`, weakness.nextStep);
}

/** Nothing but the end of the connection: no alert, no other error. */
export function isPlainClose(code: string): boolean {
  return code === 'ECONNRESET' || code === 'EPIPE' || code === '';
}

/** The handshake itself came to nothing. */
export function brokenHandshake(code: string): LayerFailure {
  if (/PROTOCOL_VERSION$|UNSUPPORTED_PROTOCOL$/.test(code)) {
    return new LayerFailure(
      'The key server speaks only TLS 1.1 or older; Keyward asks for TLS 1.2 or newer.',
      'Turn TLS 1.2 or 1.3 on at the key server.',
    );
  }
  if (
    /WRONG_VERSION_NUMBER|HTTP_REQUEST|PACKET_LENGTH_TOO_LONG|BAD_RECORD_TYPE|UNEXPECTED_MESSAGE$|RECORD_LAYER_FAILURE|EPROTO$/.test(
      code,
    )
  ) {
    return new LayerFailure(
      'What answers on this port does not speak TLS.',
      'Check the port: KMIP over TLS is usually on 5696.',
    );
  }
  if (isPlainClose(code)) {
    return new LayerFailure(
      'The key server closed the connection during the TLS handshake.',
      'Look into the key server’s log for the reason, and check the port.',
    );
  }
  return new LayerFailure(
    `No TLS connection could be negotiated (${code.slice(0, 64)}).`,
    'Compare the TLS versions and cipher suites of the key server with what Keyward offers (TLS 1.2 and 1.3).',
  );
}

export function silentHandshake(ms: number): LayerFailure {
  return new LayerFailure(
    `The port took the connection and stayed silent for ${inSeconds(ms)}.`,
    'Check that this is the KMIP port, and that the service behind it answers.',
  );
}

export function unusableIdentity(): LayerFailure {
  return new LayerFailure(
    'The client certificate of this change and its key cannot be used together.',
    'Copy the change and supply certificate and key again.',
  );
}
