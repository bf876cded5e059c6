import type { NoticedProblem } from '@keyward/ui';

import type { AnyProblem } from '../../api/api-problem.ts';
import { noticedProblem } from '../../wording/noticed-problem.ts';

function seconds(count: number): string {
  return count === 1 ? '1 second' : `${String(count)} seconds`;
}

/** Why somebody could not sign in. Codes and request ids stay out where the sentence says it all. */
export function signInProblem(problem: AnyProblem): NoticedProblem {
  if (problem.code === 'invalid_credentials') {
    return {
      sentence: 'User name or password is wrong',
      nextStep:
        'Check both and try again. A security admin can give you a new way in.',
    };
  }
  if (problem.code === 'rate_limited') {
    const { retryAfterSeconds } = problem;
    return {
      sentence: 'Too many attempts to sign in.',
      nextStep:
        retryAfterSeconds === undefined
          ? 'Wait a moment, then try again.'
          : `Try again in ${seconds(retryAfterSeconds)}.`,
    };
  }
  return noticedProblem(problem);
}
