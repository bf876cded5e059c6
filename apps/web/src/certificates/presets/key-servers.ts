import { say } from '@keyward/messages';

/** What a key server expects of a client certificate, as far as its maker says so in public. */
export interface KeyServerPreset {
  id: string;
  name: string;
  /** How to get the certificate, and what it must say. One plain sentence each. */
  advice: readonly string[];
}

/**
 * Advice only: whichever is chosen, every check stays as it is. Where the maker’s pages do not say something for sure,
 * it is left out.
 */
export const KEY_SERVER_PRESETS: readonly KeyServerPreset[] = [
  {
    // https://thalesdocs.com/ctp/cm/latest/admin/cm_admin/interfaces/ (port, cert_user_field, trusted_cas)
    // https://thalesdocs.com/ctp/cm/2.14/reference/kmip-ref/ (TLS versions, external CAs)
    id: 'ciphertrust',
    name: say('presets.thales-ciphertrust-manager'),
    advice: [
      say('presets.its-kmip-interface-listens-on-port-5696'),
      say('presets.as-it-is-delivered-the-interface-reads'),
      say('presets.have-its-own-ca-sign-the-certificate'),
    ],
  },
  {
    // https://developer.hashicorp.com/vault/docs/secrets/kmip (port, roles, generated certificates)
    // https://developer.hashicorp.com/vault/api-docs/secret/kmip (generate and sign credentials, SHA-1)
    id: 'vault',
    name: say('presets.hashicorp-vault-enterprise-kmip'),
    advice: [
      say('presets.its-kmip-listener-uses-port-5696-unless'),
      say('presets.certificates-belong-to-a-role-within-a'),
      say('presets.to-keep-the-key-with-the-provider'),
    ],
  },
  {
    // https://www.ibm.com/docs/en/gklm/4.2.1?topic=services-pending-client-certificate-accept-rest-service
    // https://www.ibm.com/docs/en/gklm/4.2?topic=management-upload-assign-client-certificate-client-rest-service
    id: 'gklm',
    name: say('presets.ibm-guardium-key-lifecycle-manager'),
    advice: [
      say('presets.it-trusts-single-certificates-upload-the-new'),
      say('presets.do-that-before-this-change-runs-or'),
    ],
  },
  {
    // https://docs.cosmian.com/key_management_system/authentication
    id: 'cosmian',
    name: say('presets.cosmian-kms'),
    advice: [
      say('presets.it-reads-the-user-from-the-common'),
      say('presets.the-certificate-must-come-from-the-ca'),
    ],
  },
  {
    // https://support.fortanix.com/docs/mutual-transport-layer-security-using-fortanix-data-security-manager-on-prem-only
    id: 'fortanix',
    name: say('presets.fortanix-data-security-manager'),
    advice: [
      say('presets.an-app-proves-itself-with-its-certificate'),
      say('presets.it-sends-no-warning-before-the-certificate'),
    ],
  },
  {
    // https://github.com/OpenKMIP/PyKMIP/blob/master/docs/source/server.rst (port, enable_tls_client_auth)
    id: 'pykmip',
    name: say('presets.pykmip-for-tests'),
    advice: [
      say('presets.it-listens-on-port-5696-in-the'),
      say('presets.with-enable-tls-client-auth-a-certificate'),
      say('presets.it-reads-the-user-from-the-common-name'),
    ],
  },
];
