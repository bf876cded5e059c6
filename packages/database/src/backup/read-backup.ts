import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { BackupError } from './backup-error.ts';
import {
  type BackupHeader,
  type BackupTotals,
  END_OF_ROWS,
  NOTE,
  readCopyLine,
  readSequenceLine,
  type SequenceState,
} from './backup-format.ts';

/** A backup's parts in their order. The last one comes only when everything before was whole and unaltered. */
export type BackupPart =
  | { part: 'header'; header: BackupHeader }
  | { part: 'table'; table: string; columns: string[] }
  | { part: 'rows'; bytes: Buffer }
  | { part: 'table_end'; table: string; rows: number }
  | { part: 'sequence'; sequence: SequenceState }
  | { part: 'end'; totals: BackupTotals };

const NEWLINE = 0x0a;
const LONGEST_LINE = 1 << 20;
const ROWS_END = Buffer.from(`${END_OF_ROWS}\n`);

/** @throws BackupError when it is no backup, was cut, or was altered */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const reading = new Reading();
  const source = createReadStream(file);
  // Errors of both arrive where the text is read.
  const text = pipeline(source, createGunzip(), () => undefined);
  try {
    for await (const chunk of text) {
      if (!Buffer.isBuffer(chunk)) continue;
      yield* reading.take(chunk);
    }
  } catch (error) {
    throw explained(error, file);
  } finally {
    source.destroy();
  }
  if (!reading.isWhole) throw new BackupError(`${file} was cut off.`);
}

/** Reads a whole backup and says what is in it. @throws BackupError when it is not whole */
export async function checkBackup(
  file: string,
): Promise<BackupTotals & { header: BackupHeader }> {
  let header: BackupHeader | undefined;
  let totals: BackupTotals | undefined;
  for await (const part of readBackup(file)) {
    if (part.part === 'header') header = part.header;
    if (part.part === 'end') totals = part.totals;
  }
  if (header === undefined || totals === undefined) {
    throw new BackupError(`${file} was cut off.`);
  }
  return { ...totals, header };
}

class Reading {
  isWhole = false;
  private rest: Buffer = Buffer.alloc(0);
  private readonly whole = createHash('sha256');
  private hasHeader = false;
  private table: { name: string; rows: number; hash: string } | null = null;
  private rowsHash: ReturnType<typeof createHash> | null = null;
  private rows = 0;
  private readonly totals: BackupTotals = { tables: 0, rows: 0 };

  *take(chunk: Buffer): Generator<BackupPart> {
    this.rest =
      this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (;;) {
      const before = this.rest.length;
      if (this.rowsHash === null) yield* this.takeLine();
      else yield* this.takeRows(this.rowsHash);
      if (this.rest.length === before) return;
    }
  }

  private *takeLine(): Generator<BackupPart> {
    const end = this.rest.indexOf(NEWLINE);
    if (end < 0) {
      if (this.rest.length > LONGEST_LINE) throw noBackup();
      return;
    }
    const bytes = this.rest.subarray(0, end + 1);
    const line = bytes.toString('utf8', 0, end);
    this.rest = this.rest.subarray(end + 1);
    if (this.isWhole) throw altered('something follows its end');
    if (line.startsWith(NOTE)) yield* this.takeNote(line);
    else yield* this.takeStatement(line);
    this.whole.update(bytes);
  }

  private *takeStatement(line: string): Generator<BackupPart> {
    if (!this.hasHeader) throw noBackup();
    const copy = readCopyLine(line);
    if (copy !== null && !copy.columns.includes('') && copy.table !== '') {
      this.table = { name: copy.table, rows: 0, hash: '' };
      this.rowsHash = createHash('sha256');
      this.rows = 0;
      yield { part: 'table', ...copy };
      return;
    }
    const sequence = readSequenceLine(line);
    if (sequence === null) throw altered('it holds a statement of somebody’s');
    yield { part: 'sequence', sequence };
  }

  private *takeNote(line: string): Generator<BackupPart> {
    const note = readNote(line);
    if (!this.hasHeader) {
      yield { part: 'header', header: readHeader(note) };
      this.hasHeader = true;
    } else if (this.table !== null) {
      const { name, rows, hash } = this.table;
      this.table = null;
      if (
        note['table'] !== name ||
        note['rows'] !== rows ||
        note['sha256'] !== hash
      ) {
        throw altered(`table ${name} is not as it was written`);
      }
      this.totals.tables += 1;
      this.totals.rows += rows;
      yield { part: 'table_end', table: name, rows };
    } else {
      if (note['sha256'] !== this.whole.copy().digest('hex')) {
        throw altered('its hash is another');
      }
      this.isWhole = true;
      yield { part: 'end', totals: this.totals };
    }
  }

  /** Whole rows only, up to the line that ends them; a row never begins with it. */
  private *takeRows(
    hash: ReturnType<typeof createHash>,
  ): Generator<BackupPart> {
    const last = this.rest.lastIndexOf(NEWLINE);
    if (last < 0) return;
    const end = endOfRows(this.rest);
    const bytes = this.rest.subarray(0, end ?? last + 1);
    if (bytes.length > 0) {
      hash.update(bytes);
      this.whole.update(bytes);
      for (let at = bytes.indexOf(NEWLINE); at >= 0; this.rows += 1) {
        at = bytes.indexOf(NEWLINE, at + 1);
      }
      yield { part: 'rows', bytes };
    }
    if (end === null) {
      this.rest = this.rest.subarray(last + 1);
      return;
    }
    this.whole.update(ROWS_END);
    this.rest = this.rest.subarray(end + ROWS_END.length);
    if (this.table !== null) {
      this.table.rows = this.rows;
      this.table.hash = hash.digest('hex');
    }
    this.rowsHash = null;
  }
}

function endOfRows(bytes: Buffer): number | null {
  if (bytes.subarray(0, ROWS_END.length).equals(ROWS_END)) return 0;
  const at = bytes.indexOf(`\n${END_OF_ROWS}\n`);
  return at < 0 ? null : at + 1;
}

function readNote(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line.slice(NOTE.length));
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Falls through to the same answer.
  }
  throw noBackup();
}

function readHeader(note: Record<string, unknown>): BackupHeader {
  const { keywardBackup, at, migration } = note;
  if (typeof keywardBackup !== 'number') throw noBackup();
  if (keywardBackup !== 1) {
    throw new BackupError('The backup was written by a newer Keyward.');
  }
  if (typeof at !== 'string' || typeof migration !== 'string') throw noBackup();
  return { keywardBackup, at, migration };
}

function noBackup(): BackupError {
  return new BackupError('The file is no backup of Keyward.');
}

function altered(how: string): BackupError {
  return new BackupError(`The backup is not as it was written: ${how}.`);
}

function explained(error: unknown, file: string): unknown {
  if (error instanceof BackupError) return error;
  const code =
    error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new BackupError(`${file} is not there.`);
  if (code === 'EACCES' || code === 'EISDIR') {
    return new BackupError(`${file} cannot be read (${code}).`);
  }
  if (code.startsWith('Z_')) {
    return new BackupError(`${file} is damaged or was cut off (${code}).`);
  }
  return error;
}
