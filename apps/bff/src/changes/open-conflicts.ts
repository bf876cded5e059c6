import {
  type ChangeState,
  type Check,
  type FrozenInput,
  type FrozenTarget,
  OPEN_CHANGE_STATES,
  type OperationId,
} from '@keyward/contract';
import type {
  ChangeRow,
  DatabaseTransaction,
  Queryable,
} from '@keyward/database';
import { type RawBuilder, sql } from 'kysely';

import type { Claim } from '../operations/claim.ts';
import { makeCheck } from '../operations/make-check.ts';
import { anyOperation } from '../operations/registry.ts';
import { type ChangeRecord, readChangeRow } from './change-record.ts';
import { readFrozenInput } from './freeze-input.ts';

/** A change, stored or about to be, among others on its target. */
export interface Among {
  /** Null before it is stored. */
  id: string | null;
  operation: OperationId;
  frozen: FrozenInput<OperationId>;
  target: FrozenTarget;
}

type OpenState = (typeof OPEN_CHANGE_STATES)[number];

/**
 * One blocker for each claim of the change: passed when no other open change on the same address claims the same object
 * in a way that excludes it. An operation without claims gets no check.
 */
export async function conflictChecks(
  db: Queryable,
  change: Among,
  states: readonly OpenState[] = OPEN_CHANGE_STATES,
): Promise<Check[]> {
  const claims = anyOperation(change.operation).claims(change.frozen);
  if (claims.length === 0) return [];
  const others = (await changesAt(db, change, states)).map(readChangeRow);
  return claims.map((claim) => checkOf(claim, others));
}

/** The same for a stored change. */
export function conflictChecksOf(
  db: Queryable,
  change: ChangeRecord,
  states?: readonly OpenState[],
): Promise<Check[]> {
  return conflictChecks(db, among(change), states);
}

/** Number of the advisory lock's class; its second number comes from the address. */
const CONFLICT_LOCK = 7_116;

/**
 * Lets one change with claims after another be stored for an address, so that of two that exclude each other and come
 * at once the second sees the first. Held to the end of the transaction.
 */
export async function lockClaims(
  tx: DatabaseTransaction,
  { operation, frozen, target }: Omit<Among, 'id'>,
): Promise<void> {
  if (anyOperation(operation).claims(frozen).length === 0) return;
  if (target.type === 'console') return;
  const address = `${target.host}:${String(target.port)}`;
  await sql`select pg_advisory_xact_lock(${CONFLICT_LOCK}, hashtext(${address}))`.execute(
    tx,
  );
}

export function among(change: ChangeRecord): Among {
  const { id, operation, target } = change;
  return {
    id,
    operation,
    frozen: readFrozenInput(operation, change.input),
    target,
  };
}

/** Every other change at the target of this one that is in one of these states. */
export async function changesAt(
  db: Queryable,
  { id, target }: Pick<Among, 'id' | 'target'>,
  states: readonly ChangeState[],
): Promise<ChangeRow[]> {
  const rows = await db
    .selectFrom('change')
    .selectAll()
    .where('state', 'in', states)
    .where(isAt(target))
    .orderBy('number')
    .execute();
  return rows.filter((each) => each.id !== id);
}

/** By address, not by connection: two connections may lead to one target. */
export function isAt(target: FrozenTarget): RawBuilder<boolean> {
  return target.type === 'console'
    ? sql<boolean>`target_type = 'console'`
    : sql<boolean>`(frozen_target->>'host') = ${target.host} and (frozen_target->>'port')::int = ${target.port}`;
}

/** The claim of `other` that excludes one of these, if there is one. */
export function exclusionBy(
  other: Pick<ChangeRecord, 'reference' | 'operation' | 'input'>,
  claims: readonly Claim[],
): string | null {
  for (const held of claimsOf(other)) {
    const claim = claims.find((each) => excludes(each, held));
    if (claim === undefined) continue;
    const because = claim.because ?? held.because ?? '';
    return `${other.reference} is open and ${held.doing}. ${because} Wait until it has ended, or have it withdrawn.`.replaceAll(
      '  ',
      ' ',
    );
  }
  return null;
}

function claimsOf({
  operation,
  input,
}: Pick<ChangeRecord, 'operation' | 'input'>): readonly Claim[] {
  return anyOperation(operation).claims(readFrozenInput(operation, input));
}

function checkOf(claim: Claim, others: readonly ChangeRecord[]): Check {
  for (const other of others) {
    const evidence = exclusionBy(other, [claim]);
    if (evidence === null) continue;
    return makeCheck({
      id: 'no-open-conflict',
      title: 'No open change is in the way',
      severity: 'blocker',
      passed: false,
      evidence,
      field: claim.field,
    });
  }
  return makeCheck({
    id: 'no-open-conflict',
    title: 'No open change is in the way',
    severity: 'blocker',
    passed: true,
    evidence: 'No other open change is about the same thing.',
    field: claim.field,
  });
}

function excludes(one: Claim, other: Claim): boolean {
  return (
    one.object === other.object &&
    (one.mode === 'exclusive' || other.mode === 'exclusive')
  );
}
