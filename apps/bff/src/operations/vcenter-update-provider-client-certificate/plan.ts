import type { Plan } from '@keyward/contract';
import { updateProviderClientCertificateRequest } from '@keyward/vcenter-client';

import {
  type BriefCertificate,
  type Guard,
  type Input,
  KEY_POINTER,
} from './guard.ts';

/** Before, after and the exact request; the certificate travels as it was given. */
export function plan(input: Input, observed: Guard): Plan {
  const { next, ...before } = observed;
  const { current, clusterName } = before;
  const cluster =
    clusterName === null
      ? input.trustAuthorityCluster
      : `${clusterName} (${input.trustAuthorityCluster})`;
  const show = (each: BriefCertificate | null): string | null =>
    each === null
      ? null
      : `${each.subject}\nserial ${each.serialNumber}\nexpires ${each.notAfter}\nSHA-256 ${each.sha256}`;
  return {
    before,
    after: { ...before, current: next },
    sentences: [
      `The client certificate of key provider ${input.provider} on trust authority cluster ${cluster} will be replaced: ${current === null ? 'none' : `serial ${current.serialNumber}`} → serial ${next.serialNumber}, expires ${next.notAfter}.`,
      `Fingerprint (SHA-256): ${current?.sha256 ?? 'none'} → ${next.sha256}.`,
      'It is replaced for every host of the cluster, and cannot be undone without the old key.',
      input.keySource.type === 'CSR'
        ? 'No private key is sent: the certificate answers the provider’s own CSR.'
        : 'The private key is sent to vCenter together with the certificate.',
    ],
    differences: [
      { label: 'Client certificate', before: show(current), after: show(next) },
      {
        label: 'Private key',
        before: 'on the provider',
        after:
          input.keySource.type === 'CSR'
            ? 'the provider’s own, from its CSR'
            : 'supplied with this change',
      },
    ],
    request: updateProviderClientCertificateRequest(
      input.trustAuthorityCluster,
      input.provider,
      input.certificate,
      input.keySource.type === 'PAIR' ? KEY_POINTER : null,
    ),
  };
}
