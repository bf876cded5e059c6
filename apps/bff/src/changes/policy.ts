import {
  operationContract,
  OPERATION_IDS,
  type OperationId,
  type PolicySnapshot,
  role,
} from '@keyward/contract';
import { type Database, jsonb, type Queryable } from '@keyward/database';
import { sql } from 'kysely';
import { z } from 'zod';

const document = z.record(
  z.string(),
  z.object({
    approvals: z.number().int().min(0),
    approverRoles: z.array(role),
  }),
);

/** Writes version 1 from the operations' own defaults, unless some version is there already. */
export async function ensurePolicy(db: Database): Promise<void> {
  const defaults = Object.fromEntries(
    OPERATION_IDS.map((id) => [id, operationContract(id).defaultPolicy]),
  );
  // One statement, so that two replicas starting at once write one version.
  await sql`insert into policy_version (document)
    select ${jsonb(defaults)} where not exists (select 1 from policy_version)`.execute(
    db,
  );
}

/** The rule in force for an operation, to be copied into a change. */
export async function policyInForce(
  db: Queryable,
  operation: OperationId,
): Promise<PolicySnapshot> {
  const version = await db
    .selectFrom('policy_version')
    .select(['id', 'document'])
    .where('in_force_from', '<=', sql<Date>`now()`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const rule =
    document.parse(version.document)[operation] ??
    operationContract(operation).defaultPolicy;
  return { version: version.id, ...rule };
}
