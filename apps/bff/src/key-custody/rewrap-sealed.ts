import type { Database } from '@keyward/database';
import { type KeyRing, rewrap, SecretIntegrityError } from '@keyward/secrets';

import { SEALED_COLUMNS, type SealedColumn } from './sealed-columns.ts';
import {
  exchangeSealed,
  rowsUnderOtherKeys,
  type SealedRow,
} from './sealed-rows.ts';

const ROWS_AT_ONCE = 50;

export interface Rewrapped {
  /** Rows that are under the current key now and were not before. */
  done: number;
  /** Rows that no key of the ring opens in their place; they stay as they are. */
  unreadable: { table: string; id: string }[];
}

/**
 * Brings every sealed value under the ring's current key while the console serves. Each row is one statement that
 * compares the old bytes, so whoever writes a row at the same moment wins, several replicas may work at once, and a
 * process killed anywhere leaves each row readable with one of the two keys.
 *
 * @throws SealedError
 */
export async function rewrapSealed(
  db: Database,
  keys: KeyRing,
  isStopped: () => boolean = () => false,
): Promise<Rewrapped> {
  const result: Rewrapped = { done: 0, unreadable: [] };
  for (const column of SEALED_COLUMNS) {
    let after: string | null = null;
    while (!isStopped()) {
      const rows: SealedRow[] = await rowsUnderOtherKeys(
        db,
        column,
        keys.current().id,
        after,
        ROWS_AT_ONCE,
      );
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
      for (const row of rows) await rewrapRow(db, keys, column, row, result);
    }
  }
  return result;
}

async function rewrapRow(
  db: Database,
  keys: KeyRing,
  column: SealedColumn,
  row: SealedRow,
  result: Rewrapped,
): Promise<void> {
  const place = { table: column.table, column: column.column, rowId: row.id };
  try {
    const sealed = await rewrap(keys, place, row.sealed);
    if (await exchangeSealed(db, column, row, sealed)) result.done += 1;
  } catch (error) {
    if (!(error instanceof SecretIntegrityError)) throw error;
    result.unreadable.push({ table: column.table, id: row.id });
  }
}
