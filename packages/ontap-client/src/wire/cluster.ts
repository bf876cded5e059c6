import { z } from 'zod';

/** `GET /api/cluster`. `full` reads like `NetApp Release 9.16.1: …`. */
export const cluster = z.looseObject({
  name: z.string().optional(),
  uuid: z.string().optional(),
  version: z.looseObject({
    full: z.string(),
    generation: z.number().int(),
    major: z.number().int(),
    minor: z.number().int(),
  }),
});
export type Cluster = z.output<typeof cluster>;
