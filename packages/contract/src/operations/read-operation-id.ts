import { z } from 'zod';

import { OPERATION_IDS, TARGET_OPERATION_IDS } from './operation-id.ts';

// Apart from the ids themselves, so that a page that only knows them carries nothing that checks them.
export const targetOperationId = z.enum(TARGET_OPERATION_IDS);
export const operationId = z.enum(OPERATION_IDS);
