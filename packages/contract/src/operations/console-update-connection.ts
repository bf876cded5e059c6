import { z } from 'zod';

import { trustRequest } from '../connection.ts';
import { host, id, port } from '../primitives.ts';
import { ONE_REVIEWER } from './default-policy.ts';
import { OPERATION_FACTS } from './operation-facts.ts';
import type { ConsoleOperationContract } from './operation.ts';

const shape = z.strictObject({
  connection: id,
  host,
  port,
  trust: trustRequest,
});

/** Changes where a connection leads and whom it trusts there. Open changes on it become stale. */
export const consoleUpdateConnection = {
  ...OPERATION_FACTS['console.update-connection'],
  target: 'console',
  execution: 'approved',
  privileges: [],
  defaultPolicy: ONE_REVIEWER,
  caution:
    'The stored account is sent to the new address. Changes on this connection that wait for approval become stale.',
  objectMembers: ['connection'],
  undo: 'Submit another change with the address and the trust that are shown as before. What became stale meanwhile has to be submitted again.',
  secretPointers: [],
  input: shape,
  preview: shape,
  frozen: shape,
} as const satisfies ConsoleOperationContract;
