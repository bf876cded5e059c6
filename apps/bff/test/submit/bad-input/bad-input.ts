import type { ErrorCode } from '@keyward/contract';

import type { ChangeRequest } from '../../support/changes.ts';
import type { Requests } from '../requests.ts';

/** What is wrong, the request that has it, and the refusal with the fields that it names. */
export type BadInput = [
  what: string,
  make: (requests: Requests) => ChangeRequest | Promise<ChangeRequest>,
  code: ErrorCode,
  fields: string[],
];
