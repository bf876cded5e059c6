/**
 * A backup is SQL text under gzip, so that `zcat` shows it and psql could load it: one `COPY` for each table, then the
 * sequences. Lines that begin with `-- {` are ours: what it is, what each table held, and at the very end the hash of
 * everything before. A file that was cut or altered anywhere lacks one of them or does not match.
 */
export interface BackupHeader {
  keywardBackup: 1;
  /** Database clock, RFC 3339 UTC. */
  at: string;
  /** Newest migration that the tables had. */
  migration: string;
}

export interface BackupTotals {
  tables: number;
  rows: number;
}

export const NOTE = '-- ';
export const END_OF_ROWS = '\\.';

const COPY = /^COPY (".*?") \((.*)\) FROM stdin;$/;
const SEQUENCE =
  /^SELECT setval\('([a-z0-9_]+)', ([0-9]{1,18}), (true|false)\);$/;

export function copyLine(table: string, columns: readonly string[]): string {
  return `COPY ${quoted(table)} (${columns.map(quoted).join(', ')}) FROM stdin;`;
}

/** Null when the line is no such statement. */
export function readCopyLine(
  line: string,
): { table: string; columns: string[] } | null {
  const match = COPY.exec(line);
  if (match === null) return null;
  return {
    table: unquoted(match[1] ?? ''),
    columns: (match[2] ?? '').split(', ').map(unquoted),
  };
}

export interface SequenceState {
  name: string;
  value: number;
  isCalled: boolean;
}

export function sequenceLine({ name, value, isCalled }: SequenceState): string {
  return `SELECT setval('${name}', ${String(value)}, ${String(isCalled)});`;
}

export function readSequenceLine(line: string): SequenceState | null {
  const match = SEQUENCE.exec(line);
  if (match === null) return null;
  return {
    name: match[1] ?? '',
    value: Number(match[2]),
    isCalled: match[3] === 'true',
  };
}

/** Our names are lower-case words; anything else is none of ours and never reaches a statement. */
const PLAIN_NAME = /^[a-z][a-z0-9_]*$/;

function quoted(name: string): string {
  if (!PLAIN_NAME.test(name)) throw new Error(`"${name}" is no plain name.`);
  return `"${name}"`;
}

function unquoted(text: string): string {
  const name = text.slice(1, -1);
  return text === `"${name}"` && PLAIN_NAME.test(name) ? name : '';
}
