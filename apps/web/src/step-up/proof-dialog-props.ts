import type { AnyProblem } from '../api/api-problem.ts';

/** What every dialog takes that asks for a proof. */
export interface ProofDialogProps {
  problem: AnyProblem;
  /** Where the dialog is put. */
  place: HTMLElement;
  onDone: (isProved: boolean) => void;
}
