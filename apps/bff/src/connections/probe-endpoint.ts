import type { CertificateProbe, probeRequest } from '@keyward/contract';
import {
  ConnectFailure,
  DEFAULT_LIMITS,
  EgressDenied,
  lookUpChecked,
  probeCertificate,
  type CertificateProbe as UpstreamProbe,
} from '@keyward/upstream-http';
import { UpstreamError } from '@keyward/vcenter-client';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';

import { type Refusal, refuseField } from '../http/refusal.ts';
import type { ConnectionParts } from './connection-parts.ts';

/** One handshake that sends nothing; shows what to compare with another source. */
export async function probeEndpoint(
  parts: ConnectionParts,
  input: z.infer<typeof probeRequest>,
): Promise<CertificateProbe> {
  const { chainPem, ...facts } = await readEndpoint(
    parts,
    input.host,
    input.port,
  );
  return { ...facts, chainLength: chainPem.length };
}

/** The handshake's facts with its chain. @throws Refusal on `/host`, after the whole connect limit when no certificate was read */
export async function readEndpoint(
  parts: ConnectionParts,
  host: string,
  port: number,
): Promise<UpstreamProbe> {
  await refuseAddress(parts, host, port);
  const timeoutMs = connectMs(parts);
  const mostTime = wait(timeoutMs);
  try {
    return await probeCertificate({
      host,
      port,
      egress: parts.egress,
      timeoutMs,
    });
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.kind === 'egress') {
      throw refuseField(
        '/host',
        'egress_denied',
        error.message,
        'egress_denied',
      );
    }
    await mostTime;
    throw noCertificate();
  }
}

/** The same for a closed, a silent and a talking port, after the same time: nobody scans a network through this. */
function noCertificate(): Refusal {
  return refuseField(
    '/host',
    'upstream_unreachable',
    'No certificate could be read at this address and port.',
    'upstream_unreachable',
  );
}

/**
 * Asked before anything is stored, whatever the trust: an address outside the allow list is no target. A name server that
 * says nothing is waited for as long as a target is.
 */
export async function refuseAddress(
  parts: ConnectionParts,
  host: string,
  port: number,
): Promise<void> {
  try {
    const timeoutMs = connectMs(parts);
    await lookUpChecked(parts.egress, host, port, { timeoutMs });
  } catch (caught) {
    const error =
      caught instanceof ConnectFailure
        ? new EgressDenied(host, port, 'unresolvable')
        : caught;
    if (!(error instanceof EgressDenied)) throw error;
    throw refuseField('/host', error.reason, error.message, 'egress_denied');
  }
}

function connectMs({ upstreamLimits }: ConnectionParts): number {
  return { ...DEFAULT_LIMITS, ...upstreamLimits }.connectMs;
}
