import {
  UpstreamError,
  UpstreamHttp,
  createEgressGuard,
} from '../../src/index.ts';
import type {
  EgressGuard,
  Trust,
  UpstreamHttpOptions,
} from '../../src/index.ts';
import type { TestCertificate } from './certificates.ts';
import { closeAfterTest } from './cleanup.ts';

/** A guard under which every name lives on 127.0.0.1, and nothing else may be reached. */
export const loopbackOnly: EgressGuard = createEgressGuard({
  allow: [{ cidr: '127.0.0.1/32', ports: 'any' }],
  allowLoopback: true,
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
});

export function pin({ sha256, pem }: TestCertificate): Trust {
  return { mode: 'pin', sha256, certificatePem: pem };
}

/** A client of 127.0.0.1 that is closed after the test. */
export function makeClient(
  options: Pick<UpstreamHttpOptions, 'port' | 'trust'> &
    Partial<UpstreamHttpOptions>,
): UpstreamHttp {
  return closeAfterTest(
    new UpstreamHttp({
      system: 'vcenter',
      host: '127.0.0.1',
      egress: loopbackOnly,
      ...options,
    }),
  );
}

/** The UpstreamError a promise is rejected with. */
export async function failureOf(
  work: Promise<unknown>,
): Promise<UpstreamError> {
  const error: unknown = await work.then(
    () => 'it succeeded',
    (reason: unknown) => reason,
  );
  if (error instanceof UpstreamError) return error;
  throw new Error(`Expected an UpstreamError: ${String(error)}`);
}
