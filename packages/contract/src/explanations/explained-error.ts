import type { UpstreamFacts } from '../problem.ts';

/**
 * What an error proves. `nothing_happened`: the task ends failed. `look`: read the target first, the call may have had
 * its effect. `cannot_tell`: no read can tell, a person reconciles.
 */
export type Proof = 'nothing_happened' | 'look' | 'cannot_tell';

export interface ExplainedError {
  code: string;
  sentence: string;
  nextStep: string;
  /** Pointer into the input, `connection`, or null. */
  field: string | null;
  proof: Proof;
}

/** One documented error, in our words. */
export interface ErrorEntry {
  /** What logs and standards call it, when that is more than the code. */
  name?: string;
  /** What happened, in one sentence. */
  sentence: string;
  /** Why this happens. */
  cause: string;
  /** What to look at before anything is done. */
  check: string;
  /** What to do next; a task shows it as its next step. */
  fix: string;
  /** Pointer into the operation's input, `connection`, or null. */
  field: string | null;
  /** A more precise pointer, when the vendor names the argument; null leaves it at `field`. */
  locate?: (facts: UpstreamFacts) => string | null;
  proof: Proof;
}

export type ErrorTable = Readonly<Record<string, ErrorEntry>>;

export function resolveEntry(
  code: string,
  { sentence, fix, field, locate, proof }: ErrorEntry,
  facts: UpstreamFacts,
): ExplainedError {
  return {
    code,
    sentence,
    nextStep: fix,
    field: locate?.(facts) ?? field,
    proof,
  };
}
