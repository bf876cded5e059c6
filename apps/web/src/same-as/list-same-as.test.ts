import { TARGET_OPERATION_IDS } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { listSameAs } from './list-same-as.ts';
import { sameAsOntapCli } from './ontap-cli.ts';
import { sameAsPowercli } from './powercli.ts';
import { exampleOf } from './sources.testing.ts';

describe('the same for other tools', () => {
  it.each([
    [
      'vcenter.configure-cluster-kms-service',
      ['curl', 'PowerCLI', 'PowerShell'],
    ],
    [
      'vcenter.update-provider-client-certificate',
      ['curl', 'PowerCLI', 'PowerShell'],
    ],
    ['vcenter.generate-provider-csr', ['curl', 'PowerCLI', 'PowerShell']],
    ['esx.create-native-provider', ['curl', 'PowerShell']],
    ['vcenter.register-expanded-token', ['curl', 'PowerShell']],
    ['ontap.add-key-servers', ['curl', 'ONTAP CLI']],
  ] as const)('%s is there for %s', (operation, labels) => {
    const items = listSameAs(exampleOf(operation));
    expect(items.map(({ label }) => label)).toEqual(labels);
  });

  it.each(TARGET_OPERATION_IDS)(
    '%s says of each what it is not',
    (operation) => {
      for (const { note } of listSameAs(exampleOf(operation))) {
        expect(note).toMatch(/\.$/);
      }
    },
  );
});

describe('the cmdlets', () => {
  it('add a registered service to a cluster', () => {
    const item = sameAsPowercli(
      exampleOf('vcenter.configure-cluster-kms-service'),
    );
    expect(item?.text).toBe(
      [
        "Connect-VIServer -Server 'vcenter.corp.example' -Port 443 -Credential (Get-Credential)",
        "$cluster = Get-Cluster -Id 'ClusterComputeResource-domain-c9'",
        "$service = Get-KeyProviderServiceInfo -Id 'service-1'",
        'Add-TrustedClusterKeyProviderServiceInfo -TrustedCluster $cluster.Name -KeyProviderServiceInfo $service',
      ].join('\n'),
    );
  });

  it('say that they add every service where vCenter chooses one', () => {
    const source = exampleOf('vcenter.configure-cluster-kms-service');
    const item = sameAsPowercli({
      ...source,
      request: {
        ...source.request,
        body: { type: 'CLUSTER', trust_authority_cluster: "o'c" },
      },
    });
    expect(item?.text).toContain("-TAClusterId 'o''c'");
    expect(item?.note).toContain('every one');
  });

  it('put a certificate and its key in from files', () => {
    const item = sameAsPowercli(
      exampleOf('vcenter.update-provider-client-certificate'),
    );
    expect(item?.text).toContain("Where-Object Name -CEQ 'kmip one'");
    expect(item?.text).toContain(
      "-Value '-----BEGIN CERTIFICATE-----\nMA==\n'",
    );
    expect(item?.text).toContain(
      "-CertificateFilePath 'client-certificate.pem' -PrivateKeyFilePath 'private-key.pem'",
    );
  });

  it('have no key where an answer to a CSR is put in', () => {
    const source = exampleOf('vcenter.update-provider-client-certificate');
    const item = sameAsPowercli({
      ...source,
      request: { ...source.request, body: { certificate: 'pem' } },
    });
    expect(item?.text).not.toContain('PrivateKeyFilePath');
  });
});

describe('the clustershell', () => {
  const source = exampleOf('ontap.add-key-servers');

  it('adds the servers, then sets what they need, and asks for the password itself', () => {
    const item = sameAsOntapCli({ ...source, svm: 'svm_1' });
    expect(item?.text.split('\n')).toEqual([
      'security key-manager external add-servers -vserver svm_1 -key-servers kms-1.corp.example:5696,[2001:db8::1]:5696',
      'security key-manager external modify-server -vserver svm_1 -key-server [2001:db8::1]:5696 -timeout 25 -username array',
    ]);
    expect(item?.text).not.toMatch(/password|SECRET/i);
  });

  it.each([
    [null, '-vserver <cluster> '],
    [undefined, '-vserver <svm> '],
    ['svm; reboot', '-vserver <svm> '],
    ['-force', '-vserver <svm> '],
  ])('leaves %s to the person', (svm, words) => {
    const item = sameAsOntapCli({
      ...source,
      ...(svm === undefined ? {} : { svm }),
    });
    expect(item?.text).toContain(words);
  });

  it('leaves a user to the person who needs quotes', () => {
    const item = sameAsOntapCli({
      ...source,
      request: {
        ...source.request,
        body: { server: 'kms-1:5696', username: 'a" -x "b' },
      },
    });
    expect(item?.text).toContain('-username <user>');
  });
});
