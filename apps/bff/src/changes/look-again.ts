import { digestOf } from '@keyward/approval-proof';
import type { AnyChange, Check, Json } from '@keyward/contract';
import { jsonb, type Queryable, transact } from '@keyward/database';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import {
  type ConnectionRecord,
  freezeTarget,
  getConnection,
} from '../connections/connection-record.ts';
import type { ConnectionParts } from '../connections/connection-parts.ts';
import { beginAgain } from '../handshakes/begin-handshakes.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import type { Caller } from '../people/caller.ts';
import { eraseSecrets, moveChange, noteChangeEvent } from './change-events.ts';
import type { ChangeParts } from './change-parts.ts';
import { type ChangeRecord, getChange } from './change-record.ts';
import { readFrozenInput } from './freeze-input.ts';
import { movedFacts } from './moved-facts.ts';
import { conflictChecksOf } from './open-conflicts.ts';
import { observeTarget } from './preflight.ts';
import { presentChange } from './present-change.ts';

export interface Look {
  caller: Caller;
  origin: Origin;
  signal: AbortSignal;
}

/** Looks at the target again on a person's wish; what it finds joins the change as evidence. */
export async function recheckChange(
  parts: ChangeParts,
  id: string,
  look: Look,
): Promise<AnyChange> {
  const change = await getChange(parts.db, id);
  if (change.state !== 'pending') {
    throw new Refusal('invalid_state', {
      detail: 'Only a pending change can be looked at again.',
    });
  }
  await lookAgain(parts, change, look).catch((error: unknown) => {
    // The answer shows what moved; to somebody who only looks it is no failure.
    if (!(error instanceof Refusal) || error.code !== 'change_stale') {
      throw error;
    }
  });
  const now = await getChange(parts.db, id);
  if (now.state === 'pending') await beginAgain(parts, now);
  return presentChange(parts, id, look.caller);
}

/**
 * Reads the facts that the plan rests on.
 *
 * @throws Refusal `change_stale` after the change was made stale, or the target's failure, which changes nothing.
 */
export async function lookAgain(
  parts: ChangeParts,
  change: ChangeRecord,
  look: Look,
): Promise<void> {
  const { guard, checks } = await observeChange(parts, change, look.signal);
  const conflicts = await conflictChecksOf(parts.db, change);
  const moved = movedFacts(change.guard, guard);
  if (moved.length === 0) {
    await storeLook(parts, change, [...checks, ...conflicts], look);
    return;
  }
  await transact(parts.db, async (journal) => {
    const stale = await moveChange(journal, change.id, ['pending'], {
      state: 'stale',
      moved: jsonb(moved),
      ended_at: sql<Date>`now()`,
    });
    if (stale === null) return;
    await eraseSecrets(journal, change.id);
    await noteChangeEvent(
      journal,
      stale,
      'state',
      'The target has moved since this change was planned.',
    );
    await parts.notices.lapsed(journal, stale);
    audit(journal, {
      code: 'change.stale',
      ...look,
      action: 'look again',
      object: change.id,
      outcome: 'failure',
      changeHash: change.digest,
      detail: change.reference,
    });
  });
  throw new Refusal('change_stale', {
    detail: 'The target has moved since this change was planned.',
    nextStep:
      'Copy it into a new change; the new plan starts from what is there now.',
    moved,
  });
}

/** The connection's address, trust and account count as facts too: an approval covers them. */
export async function observeChange(
  parts: ConnectionParts,
  change: ChangeRecord,
  signal: AbortSignal,
): Promise<{ guard: Json; checks: Check[] }> {
  const record =
    change.connectionId === null
      ? null
      : await getConnection(parts.db, change.connectionId);
  if (record !== null && !isFrozenTarget(record, change)) {
    return {
      guard: { connection: 'Its address, trust or account was changed.' },
      checks: [],
    };
  }
  return observeTarget(parts, record, {
    operation: change.operation,
    frozen: readFrozenInput(change.operation, change.input),
    signal,
  });
}

function isFrozenTarget(
  record: ConnectionRecord,
  { target }: ChangeRecord,
): boolean {
  return digestOf(freezeTarget(record)) === digestOf(target);
}

/** Whether the connection no longer leads where it did when the change was submitted. */
export async function isRedirected(
  db: Queryable,
  change: ChangeRecord,
): Promise<boolean> {
  if (change.connectionId === null) return false;
  const record = await getConnection(db, change.connectionId);
  return !isFrozenTarget(record, change);
}

async function storeLook(
  parts: ChangeParts,
  change: ChangeRecord,
  checks: Check[],
  look: Look,
): Promise<void> {
  const seen = new Set(checks.map((check) => check.id));
  const merged = [
    ...change.checks.filter((check) => !seen.has(check.id)),
    ...checks,
  ];
  await transact(parts.db, async (journal) => {
    const updated = await moveChange(journal, change.id, ['pending'], {
      checks: jsonb(merged),
      guard_observed_at: sql<Date>`now()`,
    });
    if (updated === null) return;
    await noteChangeEvent(
      journal,
      updated,
      'checks',
      'The target was looked at again; nothing has moved.',
    );
    audit(journal, {
      code: 'change.rechecked',
      ...look,
      action: 'look again',
      object: change.id,
      changeHash: change.digest,
      detail: change.reference,
    });
  });
}
