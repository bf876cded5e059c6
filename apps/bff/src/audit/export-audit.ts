import type { AuditRow } from '@keyward/contract';
import { type Database, transact } from '@keyward/database';

import type { Origin } from '../http/handler.ts';
import type { Caller } from '../people/caller.ts';
import { auditCsvRecord, CSV_HEADING } from './audit-csv.ts';
import { type AuditFilters, readAuditRows } from './audit-rows.ts';
import { inertJson } from './inert-text.ts';
import { audit } from './note.ts';
import { objectIn } from './object-names.ts';

export type ExportFormat = 'ndjson' | 'csv';

export interface AuditExport {
  type: string;
  fileName: string;
  content: AsyncIterable<string>;
}

const BATCH = 500;

const FORMATS = {
  ndjson: {
    type: 'application/x-ndjson; charset=utf-8',
    heading: '',
    record: (row: AuditRow) => `${inertJson(row)}\n`,
  },
  csv: {
    type: 'text/csv; charset=utf-8; header=present',
    heading: CSV_HEADING,
    record: auditCsvRecord,
  },
} as const;

/**
 * The audit log as a file, newest first unless asked otherwise. That it was taken is written down before the first row leaves. Rows are read
 * in batches as fast as the reader takes them, so memory stays flat however long the log is.
 */
export async function exportAudit(
  db: Database,
  format: ExportFormat,
  filters: AuditFilters,
  caller: Caller,
  origin: Origin,
): Promise<AuditExport> {
  await transact(db, async (journal) =>
    audit(journal, {
      code: 'audit.exported',
      caller,
      origin,
      action: 'export audit log',
      object: null,
      detail: describeExport(format, filters),
    }),
  );
  const { type, heading, record } = FORMATS[format];
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  return {
    type,
    fileName: `keyward-audit-${stamp}.${format}`,
    content: readInBatches(db, await objectIn(db, filters), heading, record),
  };
}

async function* readInBatches(
  db: Database,
  filters: AuditFilters,
  heading: string,
  record: (row: AuditRow) => string,
): AsyncGenerator<string> {
  if (heading !== '') yield heading;
  let after: number | null = null;
  for (;;) {
    const rows: AuditRow[] = await readAuditRows(db, filters, after, BATCH);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(record).join('');
    if (rows.length < BATCH) return;
    after = last.seq;
  }
}

function describeExport(format: ExportFormat, filters: AuditFilters): string {
  const given = Object.entries(filters).map(
    ([name, value]) => `${name} ${value}`,
  );
  return [format, ...given].join(', ');
}
