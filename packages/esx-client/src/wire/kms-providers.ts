import { z } from 'zod';

/** Body of `POST /api/esx/trusted-infrastructure/kms/providers`; `native_spec` is "currently required". */
export const createProviderRequest = z.strictObject({
  provider: z.string(),
  native_spec: z
    .strictObject({
      key_id: z.string(),
      key_derivation_key: z.string(),
    })
    .optional(),
});

/** A provider as it is read back; its secret never is. */
export const providerInfo = z.looseObject({
  type: z.string(),
  native_info: z.looseObject({ key_id: z.string().optional() }).optional(),
});
export type ProviderInfo = z.output<typeof providerInfo>;
