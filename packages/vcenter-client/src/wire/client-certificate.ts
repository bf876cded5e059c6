import { z } from 'zod';

/** Result of the client-certificate read: PEM. */
export const clientCertificate = z.looseObject({ certificate: z.string() });
/** Result of the certificate signing request read: PKCS#10 PEM. */
export const clientCertificateCsr = z.looseObject({ csr: z.string() });

/**
 * Body of `PATCH …/client-certificate?vmw-task=true`. The vendor's sentence about `private_key` reads
 * backwards; without a key the certificate answers the provider's last CSR.
 */
export const updateClientCertificateRequest = z.strictObject({
  certificate: z.string(),
  private_key: z.string().optional(),
});
