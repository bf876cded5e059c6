import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';
import pg from 'pg';

import { type Database, type DatabaseTransaction, jsonb } from './connect.ts';

/** An event without its number; `data` holds only what every reading role may see. */
export interface JournalEvent {
  type: string;
  subject: string;
  v: number;
  data: unknown;
}

/** An audit row before it is chained. Field names are those of the stored row, version 1. */
export interface JournalAudit {
  code: string;
  actor: { iss: string; sub: string; sidHash: string } | null;
  personId: string | null;
  ip: string | null;
  action: string;
  object: string | null;
  outcome: 'success' | 'denied' | 'failure';
  changeHash: string | null;
  reqId: string | null;
  detail: string | null;
}

/** A transaction that can note events and audit rows; they are written, numbered and chained just before commit. */
export interface Journal {
  tx: DatabaseTransaction;
  event(event: JournalEvent): void;
  audit(audit: JournalAudit): void;
}

/** Name of the notification that wakes every stream; its payload is the newest event number. */
export const EVENT_CHANNEL = 'keyward_event';

/** Serialises the numbering of events and audit rows, so that their order is commit order. */
const JOURNAL_LOCK = 7_116_301;

export const GENESIS_HASH = '0'.repeat(64);

const DETAIL_MAXIMUM = 256;

/** A statement holds a bounded number of values; nobody notes this much at once but a test. */
const ROWS_AT_ONCE = 1_000;

/**
 * Runs `work` in one transaction. Whatever it noted becomes visible with its rows or not at all. The lock is the
 * last thing taken, so `work` must hold no wait after it: no upstream call belongs inside a journal transaction.
 */
export async function transact<R>(
  db: Database,
  work: (journal: Journal) => Promise<R>,
): Promise<R> {
  try {
    return await db.transaction().execute((tx) => journalIn(tx, work));
  } finally {
    for (const listener of AFTER.get(db) ?? []) listener();
  }
}

const AFTER = new WeakMap<Database, Set<() => void>>();

/**
 * Calls `listener` when a transaction of `transact` on this handle has ended, committed or not, before whoever began it
 * goes on: what was remembered of the tables may be otherwise now.
 */
export function afterTransactions(db: Database, listener: () => void): void {
  const listeners = AFTER.get(db) ?? new Set();
  AFTER.set(db, listeners.add(listener));
}

/** The same within a transaction that goes on afterwards: what was noted is numbered and chained here. */
export async function journalIn<R>(
  tx: DatabaseTransaction,
  work: (journal: Journal) => Promise<R>,
): Promise<R> {
  const events: JournalEvent[] = [];
  const audits: JournalAudit[] = [];
  const result = await work({
    tx,
    event: (each) => events.push(each),
    audit: (each) => audits.push(each),
  });
  if (events.length > 0 || audits.length > 0) {
    await append(tx, events, audits);
  }
  return result;
}

async function append(
  tx: DatabaseTransaction,
  events: JournalEvent[],
  audits: JournalAudit[],
): Promise<void> {
  await sql`select pg_advisory_xact_lock(${JOURNAL_LOCK})`.execute(tx);
  if (events.length > 0) await appendEvents(tx, events);
  if (audits.length > 0) {
    await appendAudits(tx, audits).catch((error: unknown) => {
      throw isRolledBack(error) ? error : new AuditUnavailable(error);
    });
  }
}

/** The audit rows could not be written, so what they are about was rolled back with them. */
export class AuditUnavailable extends Error {
  constructor(cause: unknown) {
    super('The audit log cannot be written.', { cause });
    this.name = 'AuditUnavailable';
  }
}

/** A deadlock or serialisation failure says nothing of the table; whoever lost it may run again. */
function isRolledBack(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError && error.code?.startsWith('40') === true
  );
}

async function appendEvents(
  tx: DatabaseTransaction,
  events: JournalEvent[],
): Promise<void> {
  const head = await tx
    .selectFrom('event')
    .select((query) => query.fn.max('seq').as('seq'))
    .executeTakeFirst();
  let seq = head?.seq ?? 0;
  const rows = events.map((event) => ({
    ...event,
    seq: (seq += 1),
    data: jsonb(event.data),
  }));
  await tx.insertInto('event').values(rows).execute();
  await sql`select pg_notify(${EVENT_CHANNEL}, ${String(seq)})`.execute(tx);
}

async function appendAudits(
  tx: DatabaseTransaction,
  audits: JournalAudit[],
): Promise<void> {
  const { rows: heads } = await sql<{
    now: Date;
    seq: number | null;
    hash: string | null;
  }>`select clock_timestamp() as now, head.seq, head.hash
    from (select) as always
    left join lateral (select seq, hash from audit order by seq desc limit 1) as head on true`.execute(
    tx,
  );
  const at = heads[0]?.now ?? new Date();
  let seq = heads[0]?.seq ?? 0;
  let prevHash = heads[0]?.hash ?? GENESIS_HASH;
  const rows = audits.map((audit) => {
    seq += 1;
    const body = {
      v: 1,
      seq,
      ts: at.toISOString(),
      ...audit,
      detail: bounded(audit.detail),
      prevHash,
    };
    const hash = hashAuditRow(body);
    prevHash = hash;
    const { code, personId, object, outcome } = audit;
    return {
      seq,
      ts: at,
      code,
      person_id: personId,
      object,
      outcome,
      row: jsonb({ ...body, hash }),
      hash,
    };
  });
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await tx
      .insertInto('audit')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  }
}

/** SHA-256 of the canonical JSON of an audit row without its own hash, lower-case hex. */
export function hashAuditRow(body: object): string {
  return createHash('sha256')
    .update(canonicalize(body) ?? '')
    .digest('hex');
}

/** Audit text is short and holds no control characters, whatever a person or a target wrote. */
function bounded(detail: string | null): string | null {
  if (detail === null) return null;
  return [...detail.toWellFormed()]
    .map((each) => (/[\p{Cc}\p{Cf}]/u.test(each) ? ' ' : each))
    .join('')
    .slice(0, DETAIL_MAXIMUM);
}
