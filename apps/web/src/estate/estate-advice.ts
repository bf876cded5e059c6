import type { Collection } from '@keyward/contract';
import { say } from '@keyward/messages';

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
    noun: say('estate.clusters'),
    missing: say('estate.this-vcenter-reports-no-clusters-that-could'),
    made: say('estate.create-a-cluster-in-the-vsphere-client'),
    command:
      "New-Cluster -Location (Get-Datacenter 'DC') -Name 'Trusted-Cluster'",
    shell: 'PowerCLI',
  },
  'key-provider-services': {
    noun: say('estate.key-provider-services'),
    missing: say('estate.no-key-provider-service-is-registered-in'),
    made: say('estate.export-the-services-on-the-trust-authority'),
    command:
      "Import-TrustAuthorityServicesInfo -FilePath 'C:\\vta\\clsettings.json'",
    shell: 'PowerCLI',
  },
  'trust-authority-clusters': {
    noun: say('estate.trust-authority-clusters'),
    missing: say('estate.no-cluster-of-this-vcenter-is-a'),
    made: say('estate.enable-one-signed-in-as-a-member'),
    command:
      "Set-TrustAuthorityCluster -TrustAuthorityCluster (Get-TrustAuthorityCluster 'TA-Cluster') -State Enabled",
    shell: 'PowerCLI',
  },
  'key-providers': {
    noun: say('estate.key-providers'),
    missing: say('estate.this-trust-authority-cluster-has-no-key'),
    made: say('estate.create-one-on-the-trust-authority-vcenter'),
    command:
      "New-TrustAuthorityKeyProvider -TrustAuthorityCluster 'TA-Cluster' -Name 'provider-1' -MasterKeyId '<key id>' -KmipServerAddress 'kms1.example.com'",
    shell: 'PowerCLI',
  },
  'native-providers': {
    noun: say('estate.native-key-providers'),
    missing: say('estate.keyward-knows-no-native-key-provider-of'),
    made: say('estate.create-one-with-a-new-change-a'),
    command: 'Get-KeyProvider',
    shell: 'PowerCLI',
  },
  'key-managers': {
    noun: say('estate.key-managers'),
    missing: say('estate.this-system-has-no-external-key-manager'),
    made: say('estate.install-a-client-certificate-and-the-key'),
    command:
      'security key-manager external enable -vserver <svm> -key-servers kms1.example.com:5696 -client-cert <client certificate> -server-ca-certs <CA certificate>',
    shell: 'ONTAP',
  },
};
