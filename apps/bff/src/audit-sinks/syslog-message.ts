import type { AuditRow } from '@keyward/contract';

import { inertJson } from '../audit/inert-text.ts';

/** Facility 13, "log audit". */
const FACILITY = 13;
const SEVERITY = { success: 5, denied: 4, failure: 3 } as const;
/** The number that RFC 5612 sets aside for documentation: we have none of our own. */
const ENTERPRISE = 32_473;

/**
 * One row as an RFC 5424 message. Number and hash stand in the structured data, so that a receiver can drop what came
 * twice without reading the JSON behind it.
 *
 * @param host name of this machine
 */
export function syslogMessage(row: AuditRow, host: string): string {
  const priority = FACILITY * 8 + SEVERITY[row.outcome];
  const data = `[keyward@${String(ENTERPRISE)} seq="${String(row.seq)}" hash="${param(row.hash)}"]`;
  return `<${String(priority)}>1 ${row.ts} ${printable(host, 255)} keyward - ${printable(row.code, 32)} ${data} ${inertJson(row)}`;
}

/** A message with its length in bytes before it, as RFC 5425 frames it: no line break can end it early. */
export function framed(message: string): string {
  return `${String(Buffer.byteLength(message))} ${message}`;
}

/** Header fields are printable ASCII without spaces; `-` stands for nothing. */
function printable(text: string, most: number): string {
  const kept = text.replace(/[^\u0021-\u007e]/g, '').slice(0, most);
  return kept === '' ? '-' : kept;
}

function param(text: string): string {
  return text.replace(/["\\\]]/g, (each) => `\\${each}`);
}
