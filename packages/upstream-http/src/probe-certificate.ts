import { certificateFacts } from '@keyward/pki';
import type { CertificateFacts } from '@keyward/pki';
import { isIP } from 'node:net';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';

import { connectChecked } from './connect-checked.ts';
import { ConnectFailure, connectFailureFrom } from './connect-failure.ts';
import type { EgressGuard } from './egress/egress-guard.ts';
import { parseHost } from './egress/host-grammar.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import type { System } from './upstream-request.ts';
import { UpstreamError } from './upstream-error.ts';

const MAX_CHAIN_LENGTH = 10;

/** What a target presents before anybody trusts it, for a person to compare with what they were told. */
export interface CertificateProbe {
  /** The leaf first; only what the target sent and what leads to its issuer. */
  chainPem: string[];
  /** SHA-256 of the leaf, lower-case hex. */
  sha256: string;
  subject: string;
  issuer: string;
  subjectAltNames: string[];
  notBefore: string;
  notAfter: string;
  serialNumber: string;
  selfSigned: boolean;
  keyType: string;
  tlsVersion: string;
  /** The address that answered. */
  address: string;
}

export interface ProbeOptions {
  host: string;
  port: number;
  egress: EgressGuard;
  timeoutMs?: number;
  /** Whose facts an error carries. */
  system?: System;
}

/**
 * Completes one TLS handshake to see which certificate a target presents, and closes. Not a byte of HTTP is sent, and
 * nothing but these facts comes back.
 *
 * @throws UpstreamError `egress`, `unreachable`, `timeout` or `tls`, always `not_sent`.
 */
export async function probeCertificate(
  options: ProbeOptions,
): Promise<CertificateProbe> {
  try {
    return await probe(options);
  } catch (error) {
    const failure = connectFailureFrom(error, 'ca');
    throw new UpstreamError({
      kind: failure.kind,
      delivery: 'not_sent',
      message: failure.message,
      tlsReason: failure.tlsReason,
      facts: { system: options.system ?? 'vcenter', messages: [] },
    });
  }
}

async function probe({
  host: text,
  port,
  egress,
  timeoutMs,
}: ProbeOptions): Promise<CertificateProbe> {
  const host = parseHost(text)?.host ?? text;
  const { socket, address } = await connectChecked({
    host,
    port,
    egress,
    timeoutMs: timeoutMs ?? DEFAULT_LIMITS.connectMs,
    tls: {
      // The one place without verification: there is nothing to verify against yet, and nothing is sent.
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      ...(isIP(host) === 0 ? { servername: host } : {}),
    },
  });
  // Read before closing; what the target does to the socket from here on changes nothing.
  socket.on('error', () => undefined);
  const presented = presentedChain(socket);
  const tlsVersion = socket.getProtocol() ?? 'unknown';
  socket.destroy();
  const [leaf, ...rest] = await Promise.all(
    presented.map((raw) => readPresented(raw)),
  );
  if (leaf === undefined) throw noCertificate();
  return {
    chainPem: [leaf, ...rest].map(({ pem }) => pem),
    sha256: leaf.sha256,
    subject: leaf.subject,
    issuer: leaf.issuer,
    subjectAltNames: leaf.subjectAltNames,
    notBefore: leaf.notBefore,
    notAfter: leaf.notAfter,
    serialNumber: leaf.serialNumber,
    selfSigned: leaf.selfSigned,
    keyType: leaf.keyType,
    tlsVersion,
    address,
  };
}

/** DER of the leaf and its issuers; Node links a self-signed certificate to itself. */
function presentedChain(socket: TLSSocket): Buffer[] {
  const chain: Buffer[] = [];
  const seen = new Set<string>();
  let next: DetailedPeerCertificate | undefined =
    socket.getPeerCertificate(true);
  // An empty object stands for no certificate.
  while (
    next?.raw !== undefined &&
    !seen.has(next.fingerprint256) &&
    chain.length < MAX_CHAIN_LENGTH
  ) {
    seen.add(next.fingerprint256);
    chain.push(next.raw);
    next = next.issuerCertificate;
  }
  return chain;
}

async function readPresented(raw: Buffer): Promise<CertificateFacts> {
  return certificateFacts(new Uint8Array(raw)).catch(() => {
    throw noCertificate();
  });
}

function noCertificate(): ConnectFailure {
  return new ConnectFailure(
    'tls',
    'The target presented no certificate that can be read.',
    'handshake',
  );
}
