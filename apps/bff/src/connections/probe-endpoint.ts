import {
  type CertificateProbe,
  type probeRequest,
  titleOf,
} from '@keyward/contract';
import {
  EgressDenied,
  probeCertificate,
  type CertificateProbe as UpstreamProbe,
} from '@keyward/upstream-http';
import { UpstreamError } from '@keyward/vcenter-client';
import type { z } from 'zod';

import { upstreamCode } from '../http/error-mapper.ts';
import { refuseField } from '../http/refusal.ts';
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

/** The handshake's facts with its chain. @throws Refusal on `/host` */
export async function readEndpoint(
  parts: ConnectionParts,
  host: string,
  port: number,
): Promise<UpstreamProbe> {
  await refuseAddress(parts, host, port);
  try {
    return await probeCertificate({ host, port, egress: parts.egress });
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const code = upstreamCode(error);
    throw refuseField('/host', code, `${titleOf(code)}.`, code);
  }
}

/** Asked before anything is stored, whatever the trust: an address outside the allow list is no target. */
export async function refuseAddress(
  { egress }: ConnectionParts,
  host: string,
  port: number,
): Promise<void> {
  try {
    await egress.check(host, port);
  } catch (error) {
    if (!(error instanceof EgressDenied)) throw error;
    throw refuseField('/host', error.reason, error.message, 'egress_denied');
  }
}
