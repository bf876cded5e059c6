import type { Check } from '@keyward/contract';
import { readCertificate, readCsr } from '@keyward/pki';
import type { VcenterClient } from '@keyward/vcenter-client';

import { refuseField } from '../../http/refusal.ts';
import { makeCheck } from '../make-check.ts';
import { readLeaf } from './admit.ts';
import { brief, type Guard, type Input } from './guard.ts';

/** Reads the provider, its certificate and its last CSR. */
export async function observe(
  client: VcenterClient,
  input: Input,
  signal: AbortSignal,
): Promise<{ guard: Guard; checks: Check[] }> {
  const { trustAuthorityCluster, provider } = input;
  const leaf = await readLeaf(input);
  const [info, pem, csrPem, clusters] = await Promise.all([
    client.trustAuthorityKmsProviders.get(trustAuthorityCluster, provider, {
      signal,
    }),
    client.providerClientCertificate.get(trustAuthorityCluster, provider, {
      signal,
    }),
    client.providerClientCertificate.getCsr(trustAuthorityCluster, provider, {
      signal,
    }),
    client.clusters.list(),
  ]);
  if (info === null) {
    throw refuseField(
      '/input/provider',
      'not_found',
      'This vCenter has no such trust authority cluster or key provider. Pick both again.',
    );
  }
  const current =
    pem === null
      ? null
      : await readCertificate(pem).then(
          ({ leaf: each }) => brief(each),
          () => null,
        );
  const csr = csrPem === null ? null : await readCsr(csrPem).catch(() => null);
  const observed: Guard = {
    trustAuthorityCluster,
    clusterName:
      clusters.find((each) => each.id === trustAuthorityCluster)?.name ?? null,
    provider,
    current,
    csrPublicKeySha256: csr?.publicKeySha256 ?? null,
    next: brief(leaf),
  };
  return {
    guard: observed,
    checks: checksOf(
      input,
      observed,
      info.servers
        .filter((each) => each.serverTrustsClient === false)
        .map((each) => each.name),
    ),
  };
}

function checksOf(
  input: Input,
  observed: Guard,
  distrusting: string[],
): Check[] {
  const { current, next, csrPublicKeySha256 } = observed;
  const checks = [
    makeCheck({
      id: 'certificate-is-new',
      title: 'Another certificate than now',
      severity: 'blocker',
      passed: current?.sha256 !== next.sha256,
      evidence:
        current?.sha256 === next.sha256
          ? 'The provider has exactly this certificate already.'
          : `Now ${current?.sha256 ?? 'none'}.`,
      field: '/certificate',
    }),
    makeCheck({
      id: 'cannot-be-undone',
      title: 'Cannot be undone without the old key',
      severity: 'warning',
      passed: false,
      evidence:
        'The certificate is replaced for every host of the cluster. Going back needs the old certificate and its private key.',
    }),
    makeCheck({
      id: 'servers-trust-client',
      title: 'Key servers trust the present certificate',
      severity: 'info',
      passed: distrusting.length === 0,
      evidence:
        distrusting.length === 0
          ? 'No key server refuses the present certificate.'
          : `Refuse the present certificate: ${distrusting.join(', ')}.`,
    }),
  ];
  if (input.keySource.type === 'PAIR') return checks;
  const answers = csrPublicKeySha256 === next.publicKeySha256;
  const evidence =
    csrPublicKeySha256 === null
      ? 'The provider has no CSR; vCenter will probably refuse a certificate without a key.'
      : answers
        ? 'The certificate has the key of the provider’s last CSR.'
        : 'The certificate has another key than the provider’s last CSR.';
  return [
    ...checks,
    makeCheck({
      id: 'answers-csr',
      title: 'Answers the provider’s CSR',
      severity: 'warning',
      passed: answers,
      evidence,
      field: '/certificate',
    }),
  ];
}
