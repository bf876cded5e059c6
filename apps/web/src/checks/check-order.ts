import type { Check } from '@keyward/contract';

/** How a check stands: it forbids, warns, tells, or has passed. */
export type CheckStanding = 'forbids' | 'warning' | 'note' | 'passed';

const ORDER: readonly CheckStanding[] = [
  'forbids',
  'warning',
  'note',
  'passed',
];

/** What a person needs to know of a check first. */
export function standingOf({ severity, passed }: Check): CheckStanding {
  if (severity === 'info') return 'note';
  if (passed) return 'passed';
  return severity === 'blocker' ? 'forbids' : 'warning';
}

/** A warning that did not pass: what an approver must have seen. */
export function isOpenWarning(check: Check): boolean {
  return standingOf(check) === 'warning';
}

/** Checks in the order of what needs reading: refusals, warnings, notes, and last what passed. */
export function inReadingOrder(checks: readonly Check[]): Check[] {
  return checks.toSorted(
    (a, b) => ORDER.indexOf(standingOf(a)) - ORDER.indexOf(standingOf(b)),
  );
}

/** What a tick belongs to: the same check with other evidence has to be read again. */
export function warningKey(check: Check): string {
  return `${check.id} ${check.field ?? ''} ${check.evidence}`;
}

/** Id of the tick box of one warning, so that a page can lead to it. */
export function acknowledgeId(key: string): string {
  return `acknowledge-${encodeURIComponent(key)}`;
}
