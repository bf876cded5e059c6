import { makeDemoCertificate, withPem } from './demo-certificates.ts';
import { SVMS } from './initial-objects.ts';
import type { CertificateState } from './state.ts';

/** UUIDs of the certificates that the first key managers use. */
export const CERTIFICATES = {
  clusterClient: '6f2d8a10-53c1-11f0-9d1e-00a098d0aa01',
  kmsAuthority: '6f2d8a10-53c1-11f0-9d1e-00a098d0aa02',
  financeClient: '6f2d8a10-53c1-11f0-9d1e-00a098d0aa03',
  financeAuthority: '6f2d8a10-53c1-11f0-9d1e-00a098d0aa04',
  archiveClient: '6f2d8a10-53c1-11f0-9d1e-00a098d0aa05',
  archiveAuthority: '6f2d8a10-53c1-11f0-9d1e-00a098d0aa06',
  spareAuthority: '6f2d8a10-53c1-11f0-9d1e-00a098d0aa07',
} as const;

const client = { type: 'client', validDays: 240 } as const;
const authority = {
  type: 'server_ca',
  validDays: 1400,
  commonName: 'Corp KMS Root CA',
} as const;
const { finance, archive } = SVMS;

/**
 * Made anew at every start; the store keeps those of the first one.
 *
 * @param authorityPem of the estate's key servers; their authority is installed where one of that name is trusted.
 */
export async function makeInitialCertificates(
  authorityPem?: string,
): Promise<CertificateState[]> {
  const made = await Promise.all(
    [
      {
        ...client,
        uuid: CERTIFICATES.clusterClient,
        name: 'kmip-client-cluster',
        commonName: 'prod-cluster-01',
        svm: null,
      },
      {
        ...authority,
        uuid: CERTIFICATES.kmsAuthority,
        name: 'corp-kms-root',
        svm: null,
      },
      {
        ...client,
        uuid: CERTIFICATES.financeClient,
        name: 'kmip-client-finance',
        commonName: 'svm-finance',
        svm: finance,
      },
      {
        ...authority,
        uuid: CERTIFICATES.financeAuthority,
        name: 'corp-kms-root',
        svm: finance,
      },
      // Runs out soon, as one of them always does.
      {
        ...client,
        uuid: CERTIFICATES.archiveClient,
        name: 'kmip-client-archive',
        commonName: 'svm-archive',
        svm: archive,
        validDays: 12,
      },
      {
        ...authority,
        uuid: CERTIFICATES.archiveAuthority,
        name: 'corp-kms-root',
        svm: archive,
      },
      {
        ...authority,
        uuid: CERTIFICATES.spareAuthority,
        name: 'corp-kms-root-2031',
        commonName: 'Corp KMS Root CA 2031',
        svm: null,
      },
    ].map((wanted) => makeDemoCertificate(wanted)),
  );
  return authorityPem === undefined
    ? made
    : made.map((each) =>
        each.name === AUTHORITY_NAME ? withPem(each, authorityPem) : each,
      );
}

const AUTHORITY_NAME = 'corp-kms-root';
