import { ProblemNotice } from '@keyward/ui';
import type { ReactNode } from 'react';

import type { AnyProblem } from '../api/api-problem.ts';
import { noticedProblem } from '../wording/noticed-problem.ts';

/** A refused request of a form, with what the vendor said when it was the target that refused. */
export function ProblemAlert({
  problem,
  children,
}: {
  problem: AnyProblem;
  children?: ReactNode;
}): ReactNode {
  return (
    <ProblemNotice problem={noticedProblem(problem)}>{children}</ProblemNotice>
  );
}
