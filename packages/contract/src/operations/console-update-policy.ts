import { z } from 'zod';

import { policyDocument } from '../policy.ts';
import { ONE_REVIEWER } from './default-policy.ts';
import { OPERATION_FACTS } from './operation-facts.ts';
import type { ConsoleOperationContract } from './operation.ts';

const shape = z.strictObject({ policy: policyDocument });

/** Replaces the whole policy document; decided under the policy it replaces. */
export const consoleUpdatePolicy = {
  ...OPERATION_FACTS['console.update-policy'],
  target: 'console',
  execution: 'approved',
  privileges: [],
  defaultPolicy: ONE_REVIEWER,
  caution: 'The policy decides who can let a change of any key happen.',
  objectMembers: [],
  undo: 'Submit another change with the values that are shown as before. It is decided under the policy in force by then, which is this one.',
  secretPointers: [],
  formMembers: ['hasOwn'],
  input: shape,
  preview: shape,
  frozen: shape,
} as const satisfies ConsoleOperationContract;
