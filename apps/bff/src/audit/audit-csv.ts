import type { AuditRow } from '@keyward/contract';

import { inertText } from './inert-text.ts';

type Cell = string | number | null;

/** Columns of the export; every member of a row, the actor's spread over three. */
const COLUMNS = {
  seq: (row) => row.seq,
  ts: (row) => row.ts,
  code: (row) => row.code,
  outcome: (row) => row.outcome,
  action: (row) => row.action,
  object: (row) => row.object,
  actorIssuer: (row) => row.actor?.iss ?? null,
  actorSubject: (row) => row.actor?.sub ?? null,
  sessionHash: (row) => row.actor?.sidHash ?? null,
  personId: (row) => row.personId,
  ip: (row) => row.ip,
  changeHash: (row) => row.changeHash,
  requestId: (row) => row.reqId,
  detail: (row) => row.detail,
  prevHash: (row) => row.prevHash,
  hash: (row) => row.hash,
  v: (row) => row.v,
} as const satisfies Record<string, (row: AuditRow) => Cell>;

const READERS: readonly ((row: AuditRow) => Cell)[] = Object.values(COLUMNS);

/** What makes a spreadsheet run a cell, full-width forms included. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/;
const NEEDS_QUOTES = /[",;]|^\s|\s$/;

export const CSV_HEADING = csvRecord(Object.keys(COLUMNS));

export function auditCsvRecord(row: AuditRow): string {
  return csvRecord(READERS.map((read) => read(row)));
}

/** One record after RFC 4180, its line break included. */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * One cell on one line. Text that a spreadsheet would run as a formula gets a leading apostrophe, which shows it as
 * text, and what is no letter is written as its escape; numbers are ours and stay as they are.
 */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const inert = inertText(value);
  const text = FORMULA.test(inert) ? `'${inert}` : inert;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
