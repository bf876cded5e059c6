import { z } from 'zod';

/** The vendor's error envelope. `code` is a number written as text; the HTTP status proves nothing. */
export const ontapErrorBody = z.looseObject({
  error: z.looseObject({
    message: z.string().optional(),
    code: z.string().optional(),
    target: z.string().optional(),
    arguments: z
      .array(
        z.looseObject({
          code: z.string().optional(),
          message: z.string().optional(),
        }),
      )
      .optional(),
  }),
});
export type OntapErrorBody = z.output<typeof ontapErrorBody>;
