import type { AuditRow } from '@keyward/contract';

/** A row that a sink holds, and its hash. */
export type HeldRow = Pick<AuditRow, 'seq' | 'hash'>;

/** A place outside the database that gets every audit row, in order. */
export interface AuditSink {
  /** As the configuration file calls it. */
  name: string;
  type: 'https' | 'syslog' | 'file';
  /** What its cursor goes by: a file is one per host, a receiver one for all replicas. */
  cursor: string;
  /** Takes rows for good, or fails; whatever fails is sent again. @throws DeliveryProblem or an error with a code */
  send(rows: readonly AuditRow[], signal: AbortSignal): Promise<void>;
  /** The last row that is surely there already; null when the sink cannot be asked. */
  held(): Promise<HeldRow | null>;
  close(): Promise<void>;
}
