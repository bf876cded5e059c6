import type { Check } from '@keyward/contract';
import { readCertificate } from '@keyward/pki';
import type { VcenterClient } from '@keyward/vcenter-client';

import { refuseField } from '../../http/refusal.ts';
import { makeCheck } from '../make-check.ts';
import type { Guard, Input } from './guard.ts';
import { presentCsr } from './present-csr.ts';

/** Reads the provider, its certificate and its last CSR. */
export async function observe(
  client: VcenterClient,
  input: Input,
  signal: AbortSignal,
): Promise<{ guard: Guard; checks: Check[] }> {
  const { trustAuthorityCluster, provider } = input;
  const [info, certificate, csr, clusters] = await Promise.all([
    client.trustAuthorityKmsProviders.get(trustAuthorityCluster, provider, {
      signal,
    }),
    client.providerClientCertificate.get(trustAuthorityCluster, provider, {
      signal,
    }),
    presentCsr(client, input, signal),
    client.clusters.list(),
  ]);
  if (info === null) {
    throw refuseField(
      '/input/provider',
      'not_found',
      'This vCenter has no such trust authority cluster or key provider. Pick both again.',
    );
  }
  const certificateSha256 =
    certificate === null
      ? null
      : await readCertificate(certificate).then(
          ({ leaf }) => leaf.sha256,
          () => null,
        );
  return {
    guard: {
      trustAuthorityCluster,
      clusterName:
        clusters.find((each) => each.id === trustAuthorityCluster)?.name ??
        null,
      provider,
      certificateSha256,
      csr:
        csr === null
          ? null
          : { subject: csr.subject, publicKeySha256: csr.publicKeySha256 },
    },
    checks: [
      makeCheck({
        id: 'csr-is-overwritten',
        title: 'No CSR is overwritten',
        severity: 'warning',
        passed: csr === null,
        evidence:
          csr === null
            ? 'The provider has no CSR yet.'
            : `The CSR for ${csr.subject}, public key SHA-256 ${csr.publicKeySha256}, is overwritten. If it is with a certification authority already, its answer can no longer be installed.`,
        field: '/provider',
      }),
    ],
  };
}
