import type { Queryable } from '@keyward/database';
import { keyIdOf } from '@keyward/secrets';
import { type RawBuilder, sql } from 'kysely';

import {
  COMMIT_KEY_PLACE,
  SEALED_COLUMNS,
  type SealedColumn,
} from './sealed-columns.ts';

export interface SealedRow {
  id: string;
  sealed: Buffer;
}

/** An envelope begins with version (1), length of the key's id (1), length of the wrapped key (2), then the id. */
function keyIdIn({ column }: SealedColumn): RawBuilder<Buffer> {
  return sql<Buffer>`substring(${sql.ref(column)} from 5 for ('x' || encode(substring(${sql.ref(column)} from 2 for 1), 'hex'))::bit(8)::int)`;
}

/** Up to `limit` rows that are under another key than `keyId`, in the order of their ids, after `after`. */
export async function rowsUnderOtherKeys(
  db: Queryable,
  column: SealedColumn,
  keyId: string,
  after: string | null,
  limit: number,
): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select ${sql.ref(column.rowId)}::text as id, ${sql.ref(column.column)} as sealed
    from ${sql.table(column.table)}
    where ${keyIdIn(column)} <> ${Buffer.from(keyId)}
      and (${after}::text is null or ${sql.ref(column.rowId)}::text > ${after})
    order by ${sql.ref(column.rowId)}::text limit ${limit}`.execute(db);
  return rows;
}

/** How many sealed values there are under each key. */
export async function countByKey(db: Queryable): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const column of SEALED_COLUMNS) {
    const { rows } = await sql<{ key: Buffer; count: number }>`
      select ${keyIdIn(column)} as key, count(*)::int as count
      from ${sql.table(column.table)} group by 1`.execute(db);
    for (const { key, count } of rows) {
      const id = key.toString('utf8');
      counts.set(id, (counts.get(id) ?? 0) + count);
    }
  }
  return counts;
}

/**
 * Exchanges the sealed bytes of one row, unless somebody else has written it in between, or the key that they are under
 * is not the one in use any more: a replica that has not looked since must not bring anything back under the old key.
 * The lock holds off the beginning of a rotation for as long as the statement lasts.
 *
 * @returns whether it was exchanged
 */
export async function exchangeSealed(
  db: Queryable,
  column: SealedColumn,
  row: SealedRow,
  sealed: Buffer,
): Promise<boolean> {
  const alsoKeyId =
    column.keyId === undefined
      ? sql``
      : sql`, ${sql.ref(column.keyId)} = ${keyIdOf(sealed)}`;
  const { numAffectedRows } = await sql`
    with in_use as (
      select name from key_material
      where name = ${COMMIT_KEY_PLACE.rowId} and kek_id = ${keyIdOf(sealed)} for share)
    update ${sql.table(column.table)} set ${sql.ref(column.column)} = ${sealed}${alsoKeyId}
    where ${sql.ref(column.rowId)}::text = ${row.id} and ${sql.ref(column.column)} = ${row.sealed}
      and exists (select from in_use)`.execute(db);
  return numAffectedRows === 1n;
}
