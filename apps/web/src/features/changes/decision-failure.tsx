import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { ProblemNotice } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { MovedFacts } from './moved-facts.tsx';
import type { ChangeActions } from './use-change-actions.ts';

/** Why the last action was refused. A passkey that was not used is no failure: nothing was decided, and one tries again. */
export function DecisionFailure({
  actions,
}: {
  actions: ChangeActions;
}): ReactNode {
  const error =
    actions.approve.error ?? actions.withdraw.error ?? actions.recheck.error;
  if (error === null) return null;
  const problem = problemOf(error);
  return (
    <div role="alert">
      <ProblemNotice
        problem={noticedProblem(problem)}
        headingLevel="h3"
        tone={problem.code === 'passkey_unused' ? 'info' : 'danger'}
      >
        {/* The moved facts of a refusal have the shape of the change's own. */}
        <MovedFacts moved={(problem.moved ?? []) as ChangeDetail['moved']} />
        {problem.code === 'passkey_required' && (
          <p>
            <Link to="/account">{say('changes.register-a-passkey')}</Link>
          </p>
        )}
      </ProblemNotice>
    </div>
  );
}
