import { z } from 'zod';

/** Body of `POST /api/vcenter/system?action=hello` (8.0.2): releases the caller knows, preferred ones first. */
export const helloRequest = z.strictObject({
  api_releases: z.array(z.string()),
});
export const helloResult = z.looseObject({ api_release: z.string() });
export const MAX_HELLO_RELEASES = 128;
export const MAX_HELLO_RELEASE_LENGTH = 64;

export const applianceVersion = z.looseObject({
  version: z.string(),
  product: z.string().optional(),
  build: z.string().optional(),
});
export type ApplianceVersion = z.output<typeof applianceVersion>;
