import type { Check } from '@keyward/contract';

/** A warning that did not pass: what an approver must have seen. */
export function isOpenWarning(check: Check): boolean {
  return check.severity === 'warning' && !check.passed;
}

function rank(check: Check): number {
  if (check.passed) return 3;
  return { blocker: 0, warning: 1, info: 2 }[check.severity];
}

/** Checks in the order of what needs reading: refusals, warnings, notes, and last what passed. */
export function inReadingOrder(checks: readonly Check[]): Check[] {
  return checks.toSorted((a, b) => rank(a) - rank(b));
}

/** What a tick belongs to: the same check with other evidence has to be read again. */
export function warningKey(check: Check): string {
  return `${check.id} ${check.evidence}`;
}
