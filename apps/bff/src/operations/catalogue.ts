import {
  type CatalogueEntry,
  TARGET_OPERATION_IDS,
  TARGET_OPERATIONS,
  type TargetOperationId,
} from '@keyward/contract';
import type { Database } from '@keyward/database';

import {
  type ConnectionRecord,
  listConnections,
  summariseConnection,
} from '../connections/connection-record.ts';
import { availabilityOf } from './availability.ts';

export interface CatalogueParts {
  db: Database;
  /** How many people must approve by the policy in force. */
  approvalsFor(operation: TargetOperationId): Promise<number>;
}

/** Every operation on targets, and for each connection of its kind of target whether it is there. */
export async function listOperations(
  parts: CatalogueParts,
): Promise<CatalogueEntry[]> {
  const connections = await listConnections(parts.db);
  return Promise.all(
    TARGET_OPERATION_IDS.map(async (id) =>
      describeOperation(id, await parts.approvalsFor(id), connections),
    ),
  );
}

function describeOperation(
  id: TargetOperationId,
  approvals: number,
  connections: readonly ConnectionRecord[],
): CatalogueEntry {
  const operation = TARGET_OPERATIONS[id];
  const { title, summary, system, execution, risk, caution } = operation;
  return {
    id,
    title,
    summary,
    system,
    execution,
    risk,
    privileges: [...operation.privileges],
    caution,
    approvals,
    secretPointers: [...operation.secretPointers],
    connections: connections
      .filter((connection) => connection.kind === system)
      .map((connection) => ({
        connection: summariseConnection(connection),
        version: connection.version,
        ...availabilityOf(operation, connection),
      })),
  };
}
