import { z } from 'zod';

import type { SimulatorAnswer } from '../host/index.ts';
import { findProvider } from './find-provider.ts';
import type { VcenterState } from './state.ts';
import {
  answerCsr,
  makeCertificate,
  makeIssuer,
} from './throwaway-certificates.ts';
import type { CertificateRequest } from './throwaway-certificates.ts';

/** What a person may want to try; each is a real certificate. */
const CASES: Record<string, Partial<CertificateRequest>> = {
  valid: {},
  expired: { validDays: -1 },
  'not-yet-valid': { startsInDays: 2 },
  ca: { isCa: true },
  'no-client-auth': { usage: 'server' },
  'no-usage': { usage: 'none' },
};

/**
 * A certificate with its key, or, with `cluster` and `provider`, the answer to the provider's signing request. `case`
 * picks what is wrong with it; `mismatched` hands out the key of another certificate.
 */
export async function demoCertificate(
  state: VcenterState,
  query: URLSearchParams,
): Promise<SimulatorAnswer> {
  const wanted = query.get('case') ?? 'valid';
  const changes = wanted === 'mismatched' ? {} : CASES[wanted];
  if (!changes) {
    const names = [...Object.keys(CASES), 'mismatched'].join(', ');
    return { status: 400, body: { error: `case is one of ${names}` } };
  }
  const issuer = await makeIssuer('Demo Issuing CA');
  const request = {
    subject: 'CN=demo-client, O=Corp Example',
    issuer,
    ...changes,
  };
  const cluster = query.get('cluster');
  const name = query.get('provider');
  if (cluster === null || name === null) {
    const made = await makeCertificate(request);
    const key = wanted === 'mismatched' ? await makeCertificate(request) : made;
    return {
      status: 200,
      body: {
        certificate: made.certificatePem,
        privateKey: key.privateKeyPem,
      },
    };
  }
  const csr = findProvider(state, cluster, name)?.csr;
  if (!csr) {
    return {
      status: 400,
      body: { error: 'this provider has no certificate signing request' },
    };
  }
  return {
    status: 200,
    body: { certificate: await answerCsr(csr.pem, issuer, changes) },
  };
}

const csrSchema = z.strictObject({ csr: z.string().max(65_536) });

/** What a certification authority answers to the CSR that a person brings it, a throw-away one each time. */
export async function signDemoCsr(body: unknown): Promise<SimulatorAnswer> {
  const parsed = csrSchema.safeParse(body);
  if (!parsed.success) {
    return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  }
  const issuer = await makeIssuer('Demo Issuing CA');
  const certificate = await answerCsr(parsed.data.csr, issuer).catch(
    () => null,
  );
  return certificate === null
    ? { status: 400, body: { error: 'this is no certificate signing request' } }
    : { status: 200, body: { certificate } };
}
