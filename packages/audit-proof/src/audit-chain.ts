import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { z } from 'zod';

/**
 * What the chain rests on; a row's other members are covered by its hash whatever they are, so that an added one is
 * found as well.
 */
export const chainedRow = z.looseObject({
  seq: z.number().int().positive(),
  prevHash: z.string(),
  hash: z.string(),
});
export type ChainedRow = z.infer<typeof chainedRow>;

/** What the first row follows. */
export const GENESIS = '0'.repeat(64);

/** SHA-256, lower-case hex, over the canonical JSON (RFC 8785) of a row without its own hash. */
export function rowHash(row: ChainedRow): string {
  const body = Object.fromEntries(
    Object.entries(row).filter(([member]) => member !== 'hash'),
  );
  return createHash('sha256')
    .update(canonicalize(body) ?? '')
    .digest('hex');
}

/** Where the chain does not hold, by the number of the row at which it shows. */
export interface Fault {
  seq: number;
  what: string;
}

/**
 * Walks the rows in the order of their numbers: none missing between the first and the last, none altered, each on the
 * one before. That nothing is missing behind the last one, only a checkpoint can tell.
 */
export function chainFaults(rows: readonly ChainedRow[]): Fault[] {
  const faults: Fault[] = [];
  let before: ChainedRow | null = null;
  for (const row of rows) {
    const problem = problemOf(row, before);
    if (problem !== null) faults.push({ seq: row.seq, what: problem });
    before = row;
  }
  return faults;
}

function problemOf(row: ChainedRow, before: ChainedRow | null): string | null {
  if (rowHash(row) !== row.hash) return 'was altered: its hash is not its own';
  if (before === null) return firstProblem(row);
  if (row.seq === before.seq) return 'is there twice';
  if (row.seq !== before.seq + 1) {
    return `follows number ${String(before.seq)}: rows between them are missing`;
  }
  return row.prevHash === before.hash
    ? null
    : `does not follow number ${String(before.seq)}: one of them was exchanged`;
}

function firstProblem(row: ChainedRow): string | null {
  if (row.seq !== 1) {
    return 'is the first one here: the rows before it are missing';
  }
  return row.prevHash === GENESIS
    ? null
    : 'says that something came before the first row';
}
