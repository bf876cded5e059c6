import { type ChainedRow, chainFaults, type Fault } from './audit-chain.ts';
import {
  type Checkpoint,
  readCheckpoint,
  type VerifierKey,
} from './checkpoint.ts';

export interface AuditReport {
  /**
   * `whole`: every row holds, and checkpoints signed by the given key reach it. `broken`: something was altered or is
   * missing. `unproved`: nothing is wrong with the rows, but without a checkpoint or a key nobody knows what is missing.
   */
  verdict: 'whole' | 'broken' | 'unproved';
  rows: number;
  first: number | null;
  last: number | null;
  checkpoints: number;
  /** Rows behind the newest checkpoint that matches: nothing but the console itself speaks for them yet. */
  beyond: number;
  faults: Fault[];
}

/** @param notes checkpoints as they were written, oldest first; @param key null when nobody gave the key out */
export function verifyAudit(
  rows: readonly ChainedRow[],
  notes: readonly string[],
  key: VerifierKey | null,
): AuditReport {
  const ordered = rows.toSorted((one, other) => one.seq - other.seq);
  const bySeq = new Map(ordered.map((row) => [row.seq, row]));
  const last = ordered.at(-1)?.seq ?? 0;
  const faults = chainFaults(ordered);
  let matching = 0;
  for (const [index, note] of notes.entries()) {
    const checkpoint = readCheckpoint(note, key);
    const fault =
      checkpoint === null
        ? {
            seq: 0,
            what: `checkpoint ${String(index + 1)} is not signed by the given key, or is none`,
          }
        : checkpointFault(checkpoint, bySeq, last);
    if (fault !== null) faults.push(fault);
    matching = Math.max(matching, fault === null ? (checkpoint?.size ?? 0) : 0);
  }
  const isProved = key !== null && matching > 0;
  return {
    verdict: faults.length > 0 ? 'broken' : isProved ? 'whole' : 'unproved',
    rows: ordered.length,
    first: ordered[0]?.seq ?? null,
    last: ordered.at(-1)?.seq ?? null,
    checkpoints: notes.length,
    beyond: Math.max(0, last - matching),
    faults,
  };
}

function checkpointFault(
  { size, hash, at }: Checkpoint,
  rows: ReadonlyMap<number, ChainedRow>,
  last: number,
): Fault | null {
  if (size === 0) return null;
  const row = rows.get(size);
  if (row === undefined) {
    return {
      seq: Math.min(last + 1, size),
      what:
        size > last
          ? `to number ${String(size)} are missing: the checkpoint of ${at} saw them`
          : `is missing: the checkpoint of ${at} saw it`,
    };
  }
  return row.hash === hash
    ? null
    : {
        seq: size,
        what: `is another row than the one that the checkpoint of ${at} saw`,
      };
}
