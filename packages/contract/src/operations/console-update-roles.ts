import { z } from 'zod';

import { id } from '../primitives.ts';
import { role } from '../roles.ts';
import { ONE_REVIEWER } from './default-policy.ts';
import { OPERATION_FACTS } from './operation-facts.ts';
import type { ConsoleOperationContract } from './operation.ts';

const shape = z.strictObject({
  person: id,
  /** The roles that the console gives, all of them; roles from the identity provider are not touched. */
  roles: z
    .array(role)
    .max(3)
    .refine((roles) => new Set(roles).size === roles.length, 'Each role once.'),
  active: z.boolean(),
  /** Takes password, passkeys and sessions away, so that the person can be invited again. */
  resetSignIn: z.boolean(),
});

/** Gives a person roles, takes them, gives access back, or resets how the person signs in. */
export const consoleUpdateRoles = {
  ...OPERATION_FACTS['console.update-roles'],
  target: 'console',
  execution: 'approved',
  privileges: [],
  defaultPolicy: ONE_REVIEWER,
  caution:
    'Every session of the person ends. Approvals that the person gave no longer count when the role that approves is taken away.',
  objectMembers: ['person'],
  undo: 'Submit another change with the roles that are shown as before. Ended sessions, withdrawn approvals and passkeys that were taken away do not come back.',
  secretPointers: [],
  input: shape,
  preview: shape,
  frozen: shape,
} as const satisfies ConsoleOperationContract;
