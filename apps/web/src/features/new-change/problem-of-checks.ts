import type { Check } from '@keyward/contract';
import { say } from '@keyward/messages';

import type { AnyProblem } from '../../api/api-problem.ts';

/** Failed blockers as a refusal of the form, so that going back leads to the fields they are about; null when none is. */
export function problemOfChecks(checks: readonly Check[]): AnyProblem | null {
  const fieldErrors = checks
    .filter((check) => check.severity === 'blocker' && !check.passed)
    .flatMap((check) =>
      check.field === undefined
        ? []
        : [
            {
              pointer: `/input${check.field}`,
              code: check.id,
              message: check.evidence,
            },
          ],
    );
  if (fieldErrors.length === 0) return null;
  return {
    code: 'preflight_failed',
    title: say('new-change.a-check-forbids-this-change'),
    status: 422,
    nextStep: say('new-change.put-the-marked-field-right-then-preview'),
    fieldErrors,
    requestId: '',
  };
}
