import {
  Kysely,
  PostgresDialect,
  type RawBuilder,
  sql,
  type Transaction,
} from 'kysely';
import { Socket } from 'node:net';
import pg from 'pg';

import type { Tables } from './tables.ts';

export type Database = Kysely<Tables>;
export type DatabaseTransaction = Transaction<Tables>;
export type Queryable = Database | DatabaseTransaction;

const INT8_OID = 20;

/** bigint columns are counters of ours, far below 2^53. */
const types = new pg.TypeOverrides();
types.setTypeParser(INT8_OID, Number);

export interface DatabaseHandle {
  db: Database;
  pool: pg.Pool;
  close(): Promise<void>;
}

export interface ConnectOptions {
  maxConnections?: number;
  applicationName?: string;
  /** Longest time for one statement, in ms; 0 for whoever moves many rows at once. */
  statementMs?: number;
}

const STATEMENT_MS = 15_000;
const IDLE_MS = 15_000;
/**
 * How long a transaction may do nothing, in ms. Ours wait for nobody, so one that does belongs to a process that is
 * paused or gone without a word; what it locks, everybody else waits for. Below a lease: its work is taken over.
 */
const PAUSED_MS = 10_000;
/** What a server has beyond the longest statement before its connection counts as dead. */
const SILENCE_MS = 5_000;

/**
 * Opens a pool of at most `maxConnections` connections; nothing is sent before the first query. A server that holds a
 * statement up is asked to give it up; one that is not there any more, without having said so, is noticed by its
 * silence. Both are errors of the statement, within `statementMs` and 5 s. A transaction that does nothing for 10 s is
 * rolled back.
 */
export function connectDatabase(
  url: string,
  options: ConnectOptions = {},
): DatabaseHandle {
  const statementMs = options.statementMs ?? STATEMENT_MS;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 12,
    application_name: options.applicationName ?? 'keyward',
    idleTimeoutMillis: IDLE_MS,
    connectionTimeoutMillis: 10_000,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: statementMs === 0 ? 0 : PAUSED_MS,
    ...(statementMs === 0 ? {} : { stream: () => impatient(statementMs) }),
    types,
  });
  // An idle connection that the server ends must not end the process; the next query reports it.
  pool.on('error', () => undefined);
  // Nor one that is in use: its statement has the error already, and nobody else listens.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    pool,
    async close() {
      await db.destroy();
      // Nothing is ended there before the first query that went through it.
      if (!pool.ending) await pool.end();
    },
  };
}

/** Idle connections leave the pool sooner than this ends them, so silence means that nothing answers. */
function impatient(statementMs: number): Socket {
  const socket = new Socket();
  socket.setTimeout(Math.max(statementMs, IDLE_MS) + SILENCE_MS, () => {
    socket.destroy(new Error('Connection terminated: the server is silent'));
  });
  return socket;
}

/** A jsonb value; arrays need this because the driver would send them as PostgreSQL arrays. */
export function jsonb(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value)}::jsonb`;
}
