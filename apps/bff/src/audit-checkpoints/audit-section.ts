import { z } from 'zod';

import { sinksSection } from '../audit-sinks/sinks-section.ts';

/** The `audit` member of the configuration file. */
export const auditSection = z.strictObject({
  /** Where signed checkpoints are appended to, instead of the data directory. */
  checkpointFile: z.string().min(1).optional(),
  /** Where every row goes besides the database. */
  sinks: sinksSection.optional(),
});
