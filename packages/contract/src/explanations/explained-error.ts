import type { UpstreamFacts } from '../problem.ts';

/**
 * What a vendor refusal proves. `nothing_happened`: the task ends failed. `look`: read the target first, the
 * call may have had its effect. `cannot_tell`: no read can tell, a person reconciles.
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

/** One documented error: `field` may need the vendor's own pointer to the argument. */
export interface ErrorEntry {
  sentence: string | ((facts: UpstreamFacts) => string);
  nextStep: string;
  field: string | null | ((facts: UpstreamFacts) => string | null);
  proof: Proof;
}

export type ErrorTable = Readonly<Record<string, ErrorEntry>>;

export function resolveEntry(
  code: string,
  entry: ErrorEntry,
  facts: UpstreamFacts,
): ExplainedError {
  return {
    code,
    sentence:
      typeof entry.sentence === 'string'
        ? entry.sentence
        : entry.sentence(facts),
    nextStep: entry.nextStep,
    field: typeof entry.field === 'function' ? entry.field(facts) : entry.field,
    proof: entry.proof,
  };
}
