import { z } from 'zod';

/** The `audit` member of the configuration file. */
export const auditSection = z.strictObject({
  /** Where signed checkpoints are appended to, instead of the data directory. */
  checkpointFile: z.string().min(1),
});
