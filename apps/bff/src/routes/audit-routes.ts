import type { AuditSinkStanding } from '@keyward/contract';
import type { Database } from '@keyward/database';
import type { KeyRing } from '@keyward/secrets';

import { readHead, signHead } from '../audit-checkpoints/checkpoint-writer.ts';
import { exportAudit } from '../audit/export-audit.ts';
import { listAudit } from '../audit/list-audit.ts';
import { createOneExportEach } from '../audit/one-export-each.ts';
import type { Handlers } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';

/** The audit log, page by page and as a file. */
export function auditRoutes(parts: {
  db: Database;
  kek: KeyRing;
  sinkStandings: () => Promise<AuditSinkStanding[]>;
}): Pick<
  Handlers,
  'listAudit' | 'listAuditSinks' | 'auditCheckpoint' | 'exportAudit'
> {
  const { db, kek } = parts;
  const exports = createOneExportEach();
  return {
    async listAudit({ query }) {
      return { body: await listAudit(db, query) };
    },
    listAuditSinks: async () => ({
      body: { items: await parts.sinkStandings() },
    }),
    async auditCheckpoint() {
      const head = await readHead(db);
      if (head === null) throw new Refusal('not_found');
      const { note, key } = await signHead({ db, kek }, head);
      return { body: { note, key: key.verifier, size: head.seq } };
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
