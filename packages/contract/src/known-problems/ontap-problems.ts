import type { ErrorEntry } from '../explanations/explained-error.ts';
import { ONTAP_COMMON_ERRORS } from '../explanations/ontap/common-errors.ts';
import { ONTAP_CALLS } from '../explanations/ontap/calls.ts';
import type { KnownProblem } from './known-problem.ts';
import { problemOf } from './problem-of.ts';

/** One problem for each code: the words of the first call that describes it, and every call that answers it. */
export function ontapProblems(): KnownProblem[] {
  const found = new Map<string, ErrorEntry>();
  for (const { table } of ONTAP_CALLS) {
    for (const [code, entry] of Object.entries(table)) {
      if (!found.has(code)) found.set(code, entry);
    }
  }
  return [...found].map(([code, entry]) => {
    const from = ONTAP_CALLS.filter(
      ({ table, shared }) =>
        Object.hasOwn(table, code) || shared.includes(code),
    );
    return problemOf('ontap', code, entry, {
      operations: from.flatMap(({ operation }) => operation ?? []),
      calls: Object.hasOwn(ONTAP_COMMON_ERRORS, code)
        ? []
        : from.map(({ call }) => call),
    });
  });
}
