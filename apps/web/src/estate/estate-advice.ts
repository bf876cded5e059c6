import type { Collection } from '@keyward/contract';

export interface EstateAdvice {
  /** What is read, in the plural: "Reading the key managers". */
  noun: string;
  /** What it means that there is none. */
  missing: string;
  /** Where it is made. */
  made: string;
  /** The command that makes one. */
  command: string;
  shell: 'PowerCLI' | 'ONTAP';
}

/** What to do when a collection is empty: what is missing, where it is made, and the command. */
export const ESTATE_ADVICE: Readonly<Record<Collection, EstateAdvice>> = {
  'trusted-clusters': {
    noun: 'clusters',
    missing: 'This vCenter reports no clusters that could become trusted.',
    made: 'Create a cluster in the vSphere Client, move its attested hosts into it, then look again.',
    command:
      "New-Cluster -Location (Get-Datacenter 'DC') -Name 'Trusted-Cluster'",
    shell: 'PowerCLI',
  },
  'key-provider-services': {
    noun: 'key provider services',
    missing: 'No key provider service is registered in this vCenter.',
    made: 'Export the services on the Trust Authority vCenter, then import the file here, on the workload vCenter.',
    command:
      "Import-TrustAuthorityServicesInfo -FilePath 'C:\\vta\\clsettings.json'",
    shell: 'PowerCLI',
  },
  'trust-authority-clusters': {
    noun: 'Trust Authority clusters',
    missing: 'No cluster of this vCenter is a Trust Authority cluster.',
    made: 'Enable one, signed in as a member of the TrustedAdmins group.',
    command:
      "Set-TrustAuthorityCluster -TrustAuthorityCluster (Get-TrustAuthorityCluster 'TA-Cluster') -State Enabled",
    shell: 'PowerCLI',
  },
  'key-providers': {
    noun: 'key providers',
    missing: 'This Trust Authority cluster has no key provider.',
    made: 'Create one on the Trust Authority vCenter and point it at the KMIP key servers.',
    command:
      "New-TrustAuthorityKeyProvider -TrustAuthorityCluster 'TA-Cluster' -Name 'provider-1' -MasterKeyId '<key id>' -KmipServerAddress 'kms1.example.com'",
    shell: 'PowerCLI',
  },
  'native-providers': {
    noun: 'native key providers',
    missing:
      'Keyward knows no native key provider of this host. The host offers no list: only providers made here are shown.',
    made: 'Create one with a new change; a provider made elsewhere can be looked up by its name only.',
    command: 'Get-KeyProvider',
    shell: 'PowerCLI',
  },
  'key-managers': {
    noun: 'key managers',
    missing: 'This system has no external key manager.',
    made: 'Install a client certificate and the key servers’ CA certificate in the same scope, then enable one.',
    command:
      'security key-manager external enable -vserver <svm> -key-servers kms1.example.com:5696 -client-cert <client certificate> -server-ca-certs <CA certificate>',
    shell: 'ONTAP',
  },
};
