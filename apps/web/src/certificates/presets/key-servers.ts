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
    name: 'Thales CipherTrust Manager',
    advice: [
      'Its KMIP interface listens on port 5696 and takes TLS 1.2 and newer as it is delivered.',
      'As it is delivered, the interface reads the user from the common name (CN) of the certificate; make the CN the name of the KMIP user.',
      'Have its own CA sign the certificate, or add your CA to the trusted CAs of the KMIP interface first.',
    ],
  },
  {
    // https://developer.hashicorp.com/vault/docs/secrets/kmip (port, roles, generated certificates)
    // https://developer.hashicorp.com/vault/api-docs/secret/kmip (generate and sign credentials, SHA-1)
    id: 'vault',
    name: 'HashiCorp Vault Enterprise (KMIP)',
    advice: [
      'Its KMIP listener uses port 5696 unless configured otherwise.',
      'Certificates belong to a role within a scope: generate a credential for the role, and take its certificate, key and CA chain.',
      'To keep the key with the provider, have Vault sign the provider’s CSR for the role instead.',
    ],
  },
  {
    // https://www.ibm.com/docs/en/gklm/4.2.1?topic=services-pending-client-certificate-accept-rest-service
    // https://www.ibm.com/docs/en/gklm/4.2?topic=management-upload-assign-client-certificate-client-rest-service
    id: 'gklm',
    name: 'IBM Guardium Key Lifecycle Manager',
    advice: [
      'It trusts single certificates: upload the new one and assign it to the client, or accept it from the list of pending certificates.',
      'Do that before this change runs, or the key server refuses the new certificate.',
    ],
  },
  {
    // https://docs.cosmian.com/key_management_system/authentication
    id: 'cosmian',
    name: 'Cosmian KMS',
    advice: [
      'It reads the user from the common name (CN) of the certificate; make the CN the name of the user.',
      'The certificate must come from the CA that the server was started with for its clients.',
    ],
  },
  {
    // https://support.fortanix.com/docs/mutual-transport-layer-security-using-fortanix-data-security-manager-on-prem-only
    id: 'fortanix',
    name: 'Fortanix Data Security Manager',
    advice: [
      'An app proves itself with its certificate; store the new certificate with the app before this change runs.',
      'It sends no warning before the certificate expires, so note the date.',
    ],
  },
  {
    // https://github.com/OpenKMIP/PyKMIP/blob/master/docs/source/server.rst (port, enable_tls_client_auth)
    id: 'pykmip',
    name: 'PyKMIP (for tests)',
    advice: [
      'It listens on port 5696 in the configuration that comes with it.',
      'With enable_tls_client_auth, a certificate without clientAuth in its extended key usage is refused.',
      'It reads the user from the common name (CN) of the certificate.',
    ],
  },
];
