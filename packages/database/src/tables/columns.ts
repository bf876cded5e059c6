import type { ColumnType } from 'kysely';

/** jsonb: read as unknown and parsed by whoever knows the shape, written through `jsonb()`. */
export type JsonColumn = ColumnType<unknown, unknown, unknown>;
/** Filled by the database clock when left out. */
export type CreatedAt = ColumnType<Date, Date | undefined, never>;
export type Time = ColumnType<Date, Date, Date>;
export type TimeOrNull = ColumnType<
  Date | null,
  Date | null | undefined,
  Date | null
>;
