export { connectDatabase, jsonb } from './connect.ts';
export type {
  Database,
  DatabaseHandle,
  DatabaseTransaction,
  Queryable,
} from './connect.ts';
export {
  afterTransactions,
  AuditUnavailable,
  EVENT_CHANNEL,
  GENESIS_HASH,
  hashAuditRow,
  journalIn,
  transact,
} from './journal.ts';
export type { Journal, JournalAudit, JournalEvent } from './journal.ts';
export { migrate, migrateAt, SchemaError } from './migrate.ts';
export type * from './tables.ts';
export { watchWrites, type WriteWatch } from './watch-writes.ts';
