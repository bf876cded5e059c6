import type { ErrorEntry } from '../explanations/explained-error.ts';
import type { OperationId } from '../operations/operation-id.ts';
import type { KnownProblem, ProblemSystem } from './known-problem.ts';
import { slug } from './slug.ts';

/** An entry of the catalogue as a page shows it. `prefix` of the id is the system unless it is told. */
export function problemOf(
  system: ProblemSystem,
  code: string,
  { name, sentence, cause, check, fix, field, proof }: ErrorEntry,
  {
    operations,
    calls = [],
    prefix = system,
  }: {
    operations: readonly OperationId[];
    calls?: readonly string[];
    prefix?: string;
  },
): KnownProblem {
  return {
    id: slug(prefix, code),
    code,
    name: name ?? null,
    system,
    sentence,
    cause,
    check,
    fix,
    field,
    proof,
    operations,
    calls,
  };
}
