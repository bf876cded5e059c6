import type { ErrorTable } from '../explained-error.ts';

/** Fetching a certificate from Azure Key Vault. Vendor source: ONTAP REST API 9.19.1, error codes of POST certificates. */
export const ONTAP_CERTIFICATES_FROM_AZURE: ErrorTable = {
  '3735751': {
    sentence: 'Azure did not give an access token.',
    cause:
      'Tenant, application or credential is wrong, or Azure cannot be reached.',
    check: 'Look at the application’s registration in Azure.',
    fix: 'Correct the credential.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735752': {
    sentence:
      'The private key could not be taken out of the Azure certificate.',
    cause: 'The certificate was made so that its key stays in Azure.',
    check: 'Look at the certificate’s policy in Azure.',
    fix: 'Make it with an exportable key.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735753': {
    sentence: 'Azure answered in a form that ONTAP does not read.',
    cause: 'The secret has another content type.',
    check: 'Look at the secret’s content type in Azure.',
    fix: 'Store it as PEM or PKCS #12.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735754': {
    sentence: 'Azure’s answer could not be read.',
    cause: 'A proxy answered in its place, or Azure changed its answer.',
    check: 'Look for a proxy between the cluster and Azure.',
    fix: 'Try again; ask the vendor if it goes on.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735755': {
    sentence: 'The call to Azure failed.',
    cause: 'It cannot be reached, or it refused.',
    check: 'Look at the cluster’s way to the internet.',
    fix: 'Open the way, then try again.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735756': {
    sentence: 'The client certificate for Azure is not valid.',
    cause: 'It has expired, or is not the one that is registered.',
    check: 'Look at its dates and at the registration in Azure.',
    fix: 'Register a valid one.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735757': {
    sentence: 'The proof of the client’s identity for Azure could not be made.',
    cause: 'A failure inside ONTAP, or the key does not fit.',
    check: 'Look at the client certificate and its key.',
    fix: 'Try again; ask the vendor if it goes on.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735762': {
    sentence: 'The settings for Azure Key Vault are wrong.',
    cause: 'A name, tenant or address is not right.',
    check: 'Compare the settings with those in Azure.',
    fix: 'Correct the settings.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735763': {
    sentence: 'The settings for Azure Key Vault are incomplete.',
    cause: 'A setting was left out.',
    check: 'Compare the settings with what the form asks for.',
    fix: 'Add what is missing.',
    field: null,
    proof: 'nothing_happened',
  },
  '3735764': {
    sentence: 'Azure refused the request.',
    cause: 'The vendor’s text carries Azure’s own code.',
    check: 'Read that code, and the access rules of the vault.',
    fix: 'Do what Azure’s code asks for.',
    field: null,
    proof: 'nothing_happened',
  },
};
