import { z } from 'zod';

/** Body of `POST /api/vcenter/registered-tokens` (9.1). Missing or null stores nothing. */
export const registerTokenRequest = z.strictObject({
  expanded_access_token: z.string().nullable().optional(),
});
