import { z } from 'zod';

export const networkAddress = z.looseObject({
  hostname: z.string(),
  port: z.number().int().optional(),
});
export type NetworkAddress = z.output<typeof networkAddress>;

/** PEM certificates, the leaf first. */
export const certificateChain = z.looseObject({
  cert_chain: z.array(z.string()),
});
export type CertificateChain = z.output<typeof certificateChain>;

/** Port of a key provider service whose address names none. */
export const DEFAULT_SERVICE_PORT = 443;
/** Port of a KMIP server whose address names none. */
export const DEFAULT_KMIP_PORT = 5696;
