import { DEFAULT_SERVICE_PORT } from './wire/addresses.ts';
import type { NetworkAddress } from './wire/addresses.ts';
import type { KmsServiceInfo, KmsServiceSummary } from './wire/kms-services.ts';

export interface ServiceAddress {
  hostname: string;
  port: number;
}

/** A key provider service, registered in vCenter or configured on a cluster. */
export interface KeyProviderService {
  service: string;
  address: ServiceAddress;
  group: string;
  trustAuthorityCluster: string;
}

/** The same with the certificates its hosts trust (PEM chains). */
export interface KeyProviderServiceDetail extends KeyProviderService {
  trustedCertificates: string[];
}

/** The address with the vendor's default port (443) filled in. */
export function serviceAddress(address: NetworkAddress): ServiceAddress {
  return {
    hostname: address.hostname,
    port: address.port ?? DEFAULT_SERVICE_PORT,
  };
}

export function fromSummary(summary: KmsServiceSummary): KeyProviderService {
  return {
    service: summary.service,
    address: serviceAddress(summary.address),
    group: summary.group,
    trustAuthorityCluster: summary.trust_authority_cluster,
  };
}

export function fromInfo(
  service: string,
  info: KmsServiceInfo,
): KeyProviderServiceDetail {
  return {
    service,
    address: serviceAddress(info.address),
    group: info.group,
    trustAuthorityCluster: info.trust_authority_cluster,
    trustedCertificates: (info.trusted_CA ?? info.trusted_ca)?.cert_chain ?? [],
  };
}
