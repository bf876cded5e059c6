import { z } from 'zod';

import { pageOf, reference, selfLink } from './links.ts';

export const CERTIFICATE_TYPES = [
  'client',
  'server',
  'client_ca',
  'server_ca',
  'root_ca',
] as const;

export const certificate = z.looseObject({
  uuid: z.string(),
  name: z.string().optional(),
  common_name: z.string().optional(),
  type: z.string().optional(),
  scope: z.string().optional(),
  svm: reference.optional(),
  ca: z.string().optional(),
  serial_number: z.string().optional(),
  /** RFC 3339 in answers; a duration such as `P365DT` is only accepted in requests. */
  expiry_time: z.string().optional(),
  public_certificate: z.string().optional(),
  _links: selfLink.optional(),
});
export type Certificate = z.output<typeof certificate>;

export const certificatePage = pageOf(certificate);

/** Body of `POST /api/security/certificates` when a certificate is installed, not generated. */
export const installCertificateRequest = z.strictObject({
  type: z.enum(CERTIFICATE_TYPES),
  public_certificate: z.string().optional(),
  private_key: z.string().optional(),
  intermediate_certificates: z.array(z.string()).optional(),
  name: z.string().optional(),
  common_name: z.string().optional(),
  svm: z
    .strictObject({ uuid: z.string().optional(), name: z.string().optional() })
    .optional(),
});
export type InstallCertificateRequest = z.output<
  typeof installCertificateRequest
>;
