import type { TargetOperationContract } from '@keyward/contract';

import type { ConnectionRecord } from '../connections/connection-record.ts';

export interface Availability {
  available: boolean;
  reason: string | null;
  alternative: string | null;
}

/** Whether a connection has an operation; when not, why, and what to do instead. */
export function availabilityOf(
  operation: Pick<TargetOperationContract, 'capability' | 'unavailable'>,
  connection: Pick<ConnectionRecord, 'capabilities' | 'isQuarantined'>,
): Availability {
  if (connection.isQuarantined) {
    return {
      available: false,
      reason:
        'The target showed another certificate than the trusted one; nothing is sent to it.',
      alternative:
        'Compare its certificate, then test the connection again or add it with the new one.',
    };
  }
  if (connection.capabilities.length === 0) {
    return {
      available: false,
      reason: 'It is not known yet what this target can do.',
      alternative: 'Test the connection first.',
    };
  }
  if (!connection.capabilities.includes(operation.capability)) {
    return { available: false, ...operation.unavailable };
  }
  return { available: true, reason: null, alternative: null };
}
