import type { Plan } from '@keyward/contract';
import { generateProviderCsrRequest } from '@keyward/vcenter-client';

import type { Guard, Input } from './guard.ts';

/** What is made, what it overwrites and what stays; the new key cannot be known before. */
export function plan(input: Input, observed: Guard): Plan {
  const { clusterName, csr, certificateSha256 } = observed;
  const cluster =
    clusterName === null
      ? input.trustAuthorityCluster
      : `${clusterName} (${input.trustAuthorityCluster})`;
  return {
    before: observed,
    after: { ...observed, csr: 'made by vCenter' },
    sentences: [
      `vCenter will make a new key and a CSR to it for key provider ${input.provider} on trust authority cluster ${cluster}.`,
      csr === null
        ? 'The provider has no CSR yet, so nothing is overwritten.'
        : `Its last CSR, for ${csr.subject}, public key SHA-256 ${csr.publicKeySha256}, is overwritten: a signed answer to it can no longer be installed.`,
      certificateSha256 === null
        ? 'The provider has no client certificate yet.'
        : `The client certificate in use stays: SHA-256 ${certificateSha256}. Hosts go on with it until a signed answer is installed by a change of its own.`,
      'No private key is sent or received.',
    ],
    differences: [
      {
        label: 'Last CSR',
        before:
          csr === null
            ? null
            : `${csr.subject}\npublic key SHA-256 ${csr.publicKeySha256}`,
        after: 'a new one, with a key that vCenter makes',
      },
      {
        label: 'Client certificate',
        before: certificateSha256,
        after: certificateSha256,
      },
    ],
    request: generateProviderCsrRequest(
      input.trustAuthorityCluster,
      input.provider,
    ),
  };
}
