import { say } from '@keyward/messages';

import { powershellQuote } from './powershell-quote.ts';
import type { SameAs, SameAsSource } from './same-as.ts';

const PATHS = {
  services: /\/trusted-clusters\/([^/]+)\/kms\/services$/,
  certificate:
    /\/trust-authority-clusters\/([^/]+)\/kms\/providers\/([^/]+)\/client-certificate(?:\/csr)?$/,
} as const;

/**
 * The cmdlets of the Trust Authority module, where the operation has one; null for every other operation. They sign in
 * by themselves and look objects up, so they are the nearest thing and not the same request.
 */
export function sameAsPowercli(source: SameAsSource): SameAs | null {
  const lines = linesOf(source);
  if (lines === null) return null;
  const { host, port } = source.target;
  return {
    label: say('same-as.powercli'),
    text: [
      `Connect-VIServer -Server ${powershellQuote(host)} -Port ${String(port)} -Credential (Get-Credential)`,
      ...lines,
    ].join('\n'),
    note: choosesAService(source)
      ? say('same-as.powercli-note-cluster')
      : say('same-as.powercli-note'),
  };
}

function linesOf(source: SameAsSource): string[] | null {
  switch (source.operation) {
    case 'vcenter.configure-cluster-kms-service':
      return addService(source);
    case 'vcenter.update-provider-client-certificate':
      return setCertificate(source);
    case 'vcenter.generate-provider-csr':
      return withProvider(source, [
        'New-TrustAuthorityKeyProviderClientCertificateCSR -KeyProvider $provider',
      ]);
    case 'esx.create-native-provider':
    case 'vcenter.register-expanded-token':
    case 'ontap.add-key-servers':
      return null;
  }
}

function addService({ request }: SameAsSource): string[] | null {
  const [, cluster] = PATHS.services.exec(request.path) ?? [];
  const service = textIn(request.body, 'service');
  const authority = textIn(request.body, 'trust_authority_cluster');
  if (cluster === undefined) return null;
  return [
    clusterLine(cluster),
    service === null
      ? `$service = Get-KeyProviderServiceInfo -TAClusterId ${powershellQuote(authority ?? '')}`
      : `$service = Get-KeyProviderServiceInfo -Id ${powershellQuote(service)}`,
    'Add-TrustedClusterKeyProviderServiceInfo -TrustedCluster $cluster.Name -KeyProviderServiceInfo $service',
  ];
}

function choosesAService({ operation, request }: SameAsSource): boolean {
  return (
    operation === 'vcenter.configure-cluster-kms-service' &&
    textIn(request.body, 'service') === null
  );
}

function setCertificate(source: SameAsSource): string[] | null {
  const { body } = source.request;
  const withKey =
    typeof body === 'object' && body !== null && 'private_key' in body;
  return withProvider(source, [
    `Set-Content -LiteralPath 'client-certificate.pem' -NoNewline -Value ${powershellQuote(textIn(body, 'certificate') ?? '')}`,
    `Set-TrustAuthorityKeyProviderClientCertificate -KeyProvider $provider -CertificateFilePath 'client-certificate.pem'${withKey ? " -PrivateKeyFilePath 'private-key.pem'" : ''}`,
  ]);
}

function withProvider(
  { request }: SameAsSource,
  lines: readonly string[],
): string[] | null {
  const [, cluster, provider] = PATHS.certificate.exec(request.path) ?? [];
  if (cluster === undefined || provider === undefined) return null;
  const name = powershellQuote(decodeURIComponent(provider));
  return [
    clusterLine(cluster),
    // Compared as it is: as an argument the name would be a pattern.
    `$provider = Get-TrustAuthorityKeyProvider -TrustAuthorityCluster $cluster.Name | Where-Object Name -CEQ ${name}`,
    ...lines,
  ];
}

/** PowerCLI puts the kind of the object before the id that the REST interface has. */
function clusterLine(encoded: string): string {
  const id = `ClusterComputeResource-${decodeURIComponent(encoded)}`;
  return `$cluster = Get-Cluster -Id ${powershellQuote(id)}`;
}

function textIn(body: unknown, name: string): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const value: unknown = Object.entries(body).find(
    ([key]) => key === name,
  )?.[1];
  return typeof value === 'string' ? value : null;
}
