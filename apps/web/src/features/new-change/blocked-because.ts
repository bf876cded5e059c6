import type { Check } from '@keyward/contract';
import { say } from '@keyward/messages';

import { standingOf } from '../../checks/check-order.ts';

/** The checks that keep the submit button shut. */
export function forbidding(checks: readonly Check[]): Check[] {
  return checks.filter((check) => standingOf(check) === 'forbids');
}

/** The sentence that keeps the submit button shut, or undefined. */
export function blockedBecause(checks: readonly Check[]): string | undefined {
  const failed = forbidding(checks).length;
  if (failed === 0) return undefined;
  return say('new-change.checks-forbid-this-change', { failed });
}
