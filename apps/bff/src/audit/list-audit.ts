import type { AuditQuery, AuditRow } from '@keyward/contract';
import type { Database } from '@keyward/database';

import { decodeCursor, encodeCursor } from '../lists/cursor.ts';
import { readAuditRows } from './audit-rows.ts';

/**
 * One page of the audit log, newest first.
 *
 * @throws Refusal `invalid_cursor`
 */
export async function listAudit(
  db: Database,
  { limit, cursor, ...filters }: AuditQuery,
): Promise<{ items: AuditRow[]; nextCursor: string | null }> {
  const before =
    cursor === undefined ? null : Number(decodeCursor(cursor, filters, 1)[0]);
  const rows = await readAuditRows(db, filters, before, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor:
      rows.length > limit && last !== undefined
        ? encodeCursor(filters, [last.seq])
        : null,
  };
}
