import { type RawBuilder, sql } from 'kysely';

/** The database's time `ms` from now. Leases and due times never use a process's own clock. */
export function databaseTimeIn(ms: number): RawBuilder<Date> {
  return sql<Date>`clock_timestamp() + ${ms} * interval '1 millisecond'`;
}
