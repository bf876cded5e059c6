import type { NoticedProblem } from '@keyward/ui';

import type { AnyProblem } from '../api/api-problem.ts';
import { noticedProblem } from './noticed-problem.ts';

function seconds(count: number): string {
  return count === 1 ? '1 second' : `${String(count)} seconds`;
}

const WRONG = {
  'sign-in': {
    sentence: 'User name or password is wrong',
    nextStep:
      'Check both and try again. A security admin can give you a new way in.',
  },
  'step-up': { sentence: 'This is not your password.', nextStep: 'Try again.' },
} as const;

/**
 * Why somebody could not sign in, or confirm that it is them. Codes and request ids stay out where the sentence says
 * it all.
 */
export function signInProblem(
  problem: AnyProblem,
  purpose: keyof typeof WRONG = 'sign-in',
): NoticedProblem {
  if (problem.code === 'invalid_credentials') return WRONG[purpose];
  if (problem.code === 'rate_limited') {
    const { retryAfterSeconds } = problem;
    return {
      sentence: 'Too many attempts.',
      nextStep:
        retryAfterSeconds === undefined
          ? 'Wait a moment, then try again.'
          : `Try again in ${seconds(retryAfterSeconds)}.`,
    };
  }
  return noticedProblem(problem);
}
