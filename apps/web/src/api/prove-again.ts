import type { AnyProblem } from './api-problem.ts';

/** Asks the person who they are once more. @returns whether they proved it. */
type Prover = (problem: AnyProblem) => Promise<boolean>;

/** Where a person proves again who they are; any other options belong to one decision, which the decision asks for. */
const STEP_UP_OPTIONS = '/api/session/step-up/options';

let prover: Prover | null = null;
let asking: Promise<boolean> | null = null;

/** The shell lends its dialog to every call. @returns takes it back. */
export function lendProver(lent: Prover): () => void {
  prover = lent;
  return () => {
    if (prover === lent) prover = null;
  };
}

/** Whether a refusal is about the freshness of the proof, and not about one decision's signature. */
export function asksForProof(problem: AnyProblem): boolean {
  return (
    problem.code === 'passkey_required' ||
    (problem.code === 'step_up_required' &&
      (problem.optionsUrl ?? STEP_UP_OPTIONS) === STEP_UP_OPTIONS)
  );
}

/** One question at a time, however many calls were refused. */
export function proveAgain(problem: AnyProblem): Promise<boolean> {
  if (prover === null) return Promise.resolve(false);
  asking ??= prover(problem).finally(() => {
    asking = null;
  });
  return asking;
}
