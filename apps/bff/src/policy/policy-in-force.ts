import {
  type OperationId,
  type PasskeyRule,
  type PolicyDocument,
  policyDocument,
  type PolicySnapshot,
} from '@keyward/contract';
import { type Database, jsonb, type Queryable } from '@keyward/database';
import { sql } from 'kysely';

import type { Mode } from '../config.ts';
import { defaultPolicy, fromFirstForm, ruleFor } from './policy-document.ts';

const PASSKEY_RULES = {
  demo: 'preferred',
  production: 'required',
} as const satisfies Record<Mode, PasskeyRule>;

/**
 * Writes version 1 from the operations' own defaults, unless some version is there already. A version of the first form
 * gets one of today's after it, with the passkey rule of the mode.
 */
export async function ensurePolicy(db: Database, mode: Mode): Promise<void> {
  const passkey = PASSKEY_RULES[mode];
  // One statement, so that two replicas starting at once write one version.
  await sql`insert into policy_version (document)
    select ${jsonb(defaultPolicy(passkey))} where not exists (select 1 from policy_version)`.execute(
    db,
  );
  const { id, document } = await latestVersion(db);
  const today = fromFirstForm(document, passkey);
  if (today === null) return;
  await sql`insert into policy_version (document)
    select ${jsonb(today)} where not exists (select 1 from policy_version where id > ${id})`.execute(
    db,
  );
}

function latestVersion(db: Queryable) {
  return db
    .selectFrom('policy_version')
    .selectAll()
    .where('in_force_from', '<=', sql<Date>`now()`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

export interface PolicyVersion {
  version: number;
  inForceFrom: Date;
  changeId: string | null;
  document: PolicyDocument;
}

export async function readPolicyInForce(db: Queryable): Promise<PolicyVersion> {
  const row = await latestVersion(db);
  return {
    version: row.id,
    inForceFrom: row.in_force_from,
    changeId: row.change_id,
    document: policyDocument.parse(row.document),
  };
}

/**
 * The rule in force for an operation on a target, to be copied into a change. A rule names a connection, and what it
 * guards is the system behind it: a second connection to the same address, or one made anew, is under it too.
 */
export async function ruleInForce(
  db: Queryable,
  operation: OperationId,
  connectionId: string | null,
): Promise<PolicySnapshot> {
  const { version, document } = await readPolicyInForce(db);
  const rule = ruleFor(
    document,
    operation,
    connectionId === null ? [] : await sameAddress(db, connectionId),
  );
  return { version, ...rule };
}

/** The connection itself, then every other one there is or was at its host and port. */
async function sameAddress(db: Queryable, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select twin.id from connection as own
    join connection as twin
      on lower(twin.host) = lower(own.host) and twin.port = own.port
    where own.id = ${id} and twin.id <> own.id`.execute(db);
  return [id, ...rows.map((row) => row.id)];
}

export async function passkeyRuleInForce(db: Queryable): Promise<PasskeyRule> {
  const { document } = await readPolicyInForce(db);
  return document.passkey;
}
