import type { AuditQuery, auditPage } from '@keyward/contract';
import type { Database } from '@keyward/database';
import type { z } from 'zod';

import { decodeCursor, encodeCursor } from '../lists/cursor.ts';
import { countOnFirstPage } from '../lists/list-page.ts';
import { countAuditRows, readAuditRows } from './audit-rows.ts';
import { nameObjects, objectIn } from './object-names.ts';

/**
 * One page of the audit log.
 *
 * @throws Refusal `invalid_cursor`
 */
export async function listAudit(
  db: Database,
  { limit, cursor, ...filters }: AuditQuery,
): Promise<z.infer<typeof auditPage>> {
  const after =
    cursor === undefined ? null : Number(decodeCursor(cursor, filters, 1)[0]);
  const wanted = await objectIn(db, filters);
  const rows = await readAuditRows(db, wanted, after, limit + 1);
  const items = rows.slice(0, limit);
  const isMore = rows.length > limit;
  const last = items.at(-1);
  return {
    items,
    names: await nameObjects(db, items),
    nextCursor:
      isMore && last !== undefined ? encodeCursor(filters, [last.seq]) : null,
    ...(await countOnFirstPage(cursor, { shown: items.length, isMore }, () =>
      countAuditRows(db, wanted),
    )),
  };
}
