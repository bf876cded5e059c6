import { say } from '@keyward/messages';
import type { NoticedProblem } from '@keyward/ui';

import type { AnyProblem } from '../api/api-problem.ts';
import { noticedProblem } from './noticed-problem.ts';

function seconds(count: number): string {
  return say('wording.seconds', { count });
}

const WRONG = {
  'sign-in': {
    sentence: say('wording.user-name-or-password-is-wrong'),
    nextStep: say('wording.check-both-and-try-again-a-security'),
  },
  'step-up': {
    sentence: say('wording.this-is-not-your-password'),
    nextStep: say('wording.try-again'),
  },
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
      sentence: say('wording.too-many-attempts'),
      nextStep:
        retryAfterSeconds === undefined
          ? say('wording.wait-a-moment-then-try-again')
          : say('wording.try-again-in', {
              seconds: seconds(retryAfterSeconds),
            }),
    };
  }
  return noticedProblem(problem);
}
