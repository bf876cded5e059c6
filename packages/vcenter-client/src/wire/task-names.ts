const ROOT = 'com.vmware.vcenter.trusted_infrastructure';

/**
 * How CIS tasks name the vendor operations Keyward starts. vAPI marks the task form of an operation
 * with `$task`; a reader should accept the bare name too.
 */
export const TASK_NAMES = {
  configureClusterKmsService: {
    service: `${ROOT}.trusted_clusters.kms.services`,
    operation: 'create$task',
  },
  updateProviderClientCertificate: {
    service: `${ROOT}.trust_authority_clusters.kms.providers.client_certificate`,
    operation: 'update$task',
  },
  generateProviderCsr: {
    service: `${ROOT}.trust_authority_clusters.kms.providers.client_certificate.csr`,
    operation: 'create$task',
  },
} as const;
