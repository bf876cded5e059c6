import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  connect,
  type PeerCertificate,
  type TLSSocket,
} from 'node:tls';

import { type ClientIdentity, identityForTls } from '../client-key.ts';
import { codeOf, type Finding, foreignText, passed } from '../finding.ts';
import { type ShownToServer, WHY_NOT_SHOWN } from '../shown-to-server.ts';
import {
  brokenHandshake,
  clientAlertOf,
  closedOnClient,
  isPlainClose,
  refusedClient,
  untrustedServer,
  unusableIdentity,
} from './tls-failures.ts';

export interface TlsOptions {
  socket: Socket;
  host: string;
  /** Certificates known for this server: authorities, or the server's own. Empty when none is known. */
  trusted: readonly string[];
  client: ClientIdentity | null;
  shown: ShownToServer;
  signal: AbortSignal;
}

/** `secured` is null when the server ended the handshake because no client certificate was there to show. */
export interface TlsLayer {
  found: Finding;
  secured: TLSSocket | null;
}

/** Negotiates TLS and judges the server's certificate. @throws LayerFailure */
export async function negotiateTls(options: TlsOptions): Promise<TlsLayer> {
  const { host, trusted } = options;
  let presented: PeerCertificate | null = null;
  const secured = open(options);
  // Comes before this side answers: the certificate is known even when the server ends the handshake over ours.
  secured.once('OCSPResponse', () => {
    presented = secured.getPeerCertificate();
  });
  try {
    await established(secured, options.signal);
  } catch (error) {
    secured.on('error', () => undefined).destroy();
    options.signal.throwIfAborted();
    return { secured: null, found: ended(codeOf(error), presented, options) };
  }
  const seen = describe(secured.getPeerCertificate());
  const version = (secured.getProtocol() ?? 'TLS').replace('TLSv', 'TLS ');
  if (trusted.length === 0) {
    return { secured, found: unverified(`${version}. ${seen}`) };
  }
  const problem = problemOf(secured, host, trusted);
  if (problem !== null) {
    secured.on('error', () => undefined).destroy();
    throw untrustedServer(problem, seen);
  }
  return {
    secured,
    found: passed(
      `${version}. ${seen} It was verified against the certificates that the target trusts for its key servers.`,
    ),
  };
}

/** What an ended handshake says: nothing wrong only if the server merely wants what could not be shown. */
function ended(
  code: string,
  presented: PeerCertificate | null,
  options: TlsOptions,
): Finding {
  const { shown } = options;
  const alert = clientAlertOf(code);
  if (presented === null || (alert === null && !isPlainClose(code))) {
    throw brokenHandshake(code);
  }
  if (shown.clientCertificate === 'shown') {
    throw alert === null ? closedOnClient(shown) : refusedClient(alert, shown);
  }
  if (alert === null) throw brokenHandshake(code);
  return beforeClient(presented, options);
}

/** The same finding, of a server that wants a client certificate and was shown none. */
export function clientWanted(
  found: Finding,
  { clientCertificate }: ShownToServer,
): Finding {
  if (clientCertificate === 'shown') return found;
  return {
    ...found,
    finding: `${found.finding} It wants a client certificate, as key servers do; ${WHY_NOT_SHOWN[clientCertificate]}.`,
  };
}

function beforeClient(
  presented: PeerCertificate,
  { trusted, shown }: TlsOptions,
): Finding {
  const seen = describe(presented);
  const found = isAmong(presented, trusted)
    ? passed(`${seen} It is exactly the certificate that the target trusts.`)
    : {
        ...unverified(seen),
        ...(trusted.length === 0
          ? {}
          : {
              finding: `${seen} Not verified: the key server ended the handshake before its certificate could be.`,
              nextStep:
                'Compare the SHA-256 with what the key server’s administrator tells you.',
            }),
      };
  return clientWanted(found, shown);
}

function unverified(seen: string): Finding {
  return {
    outcome: 'unverified',
    finding: `${seen} Not verified: no CA certificate is known for this server.`,
    nextStep:
      'Compare the SHA-256 with what the key server’s administrator tells you.',
  };
}

function open({ socket, host, trusted, client }: TlsOptions): TLSSocket {
  try {
    return connect({
      socket,
      // The certificate is judged below, in words; until then not a byte of KMIP is sent.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      minVersion: 'TLSv1.2',
      requestOCSP: true,
      allowPartialTrustChain: true,
      ...(trusted.length === 0 ? {} : { ca: [...trusted] }),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(client === null ? {} : identityForTls(client)),
    });
  } catch {
    socket.destroy();
    // The error of a key that cannot be read may quote it.
    throw unusableIdentity();
  }
}

function established(socket: TLSSocket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      signal.removeEventListener('abort', onAbort);
      socket
        .off('error', fail)
        .off('close', onClose)
        .off('secureConnect', done);
    };
    const done = (): void => {
      settle();
      resolve();
    };
    const fail = (error: unknown): void => {
      settle();
      reject(error instanceof Error ? error : new Error('Stopped.'));
    };
    const onClose = (): void => fail(new Error('Closed.'));
    const onAbort = (): void => fail(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    socket
      .once('error', fail)
      .once('close', onClose)
      .once('secureConnect', done);
    if (signal.aborted) onAbort();
  });
}

/** The code of what is wrong with the server's certificate; null when it is trusted for this host. */
function problemOf(
  socket: TLSSocket,
  host: string,
  trusted: readonly string[],
): string | null {
  const certificate = socket.getPeerCertificate();
  if (!socket.authorized) {
    const problem: unknown = socket.authorizationError;
    return typeof problem === 'string' ? problem : codeOf(problem);
  }
  // Exactly this certificate is trusted: that is more than its name.
  if (isAmong(certificate, trusted)) return null;
  const mismatch = checkServerIdentity(host, certificate);
  return mismatch === undefined ? null : 'ERR_TLS_CERT_ALTNAME_INVALID';
}

function isAmong(
  { fingerprint256 }: PeerCertificate,
  trusted: readonly string[],
): boolean {
  return trusted.some((pem) => {
    try {
      return new X509Certificate(pem).fingerprint256 === fingerprint256;
    } catch {
      return false;
    }
  });
}

function describe(certificate: PeerCertificate): string {
  const name = (part: string | string[] | undefined): string =>
    foreignText([part ?? 'no name'].flat().join(', '));
  const sha256 = certificate.fingerprint256.replaceAll(':', '').toLowerCase();
  return `The key server showed ${name(certificate.subject.CN)}, issued by ${name(certificate.issuer.CN)}, valid until ${dayOf(certificate.valid_to)}, SHA-256 ${sha256}.`;
}

function dayOf(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time)
    ? 'an unknown day'
    : new Date(time).toISOString().slice(0, 10);
}
