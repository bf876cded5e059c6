import type { Database } from '@keyward/database';

import { exportAudit } from '../audit/export-audit.ts';
import { listAudit } from '../audit/list-audit.ts';
import { createOneExportEach } from '../audit/one-export-each.ts';
import type { Handlers } from '../http/handler.ts';

/** The audit log, page by page and as a file. */
export function auditRoutes(parts: {
  db: Database;
}): Pick<Handlers, 'listAudit' | 'exportAudit'> {
  const { db } = parts;
  const exports = createOneExportEach();
  return {
    async listAudit({ query }) {
      return { body: await listAudit(db, query) };
    },
    async exportAudit({ query, caller, origin, signal }) {
      exports.begin(caller.person.id, signal);
      const { format, ...filters } = query;
      const file = await exportAudit(db, format, filters, caller, origin);
      return {
        headers: {
          'Content-Disposition': `attachment; filename="${file.fileName}"`,
        },
        text: { type: file.type, content: file.content },
      };
    },
  };
}
