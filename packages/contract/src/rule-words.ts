import type { PolicyRule } from './policy.ts';
import type { Role } from './roles.ts';

/** Everybody who holds a role. */
const HOLDERS = {
  security_admin: 'security admins',
  reviewer: 'reviewers',
  helpdesk: 'helpdesk',
} as const satisfies Record<Role, string>;

function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

/** 1 hour, 36 hours, 7 days. */
export function hoursWords(hours: number): string {
  return hours >= 48 && hours % 24 === 0
    ? counted(hours / 24, 'day')
    : counted(hours, 'hour');
}

/** None, 15 minutes, 2 hours. */
export function minutesWords(minutes: number): string {
  if (minutes === 0) return 'none';
  return minutes >= 60 && minutes % 60 === 0
    ? hoursWords(minutes / 60)
    : counted(minutes, 'minute');
}

/** Who decides: "reviewers", "reviewers or security admins". */
export function rolesWords(roles: readonly Role[]): string {
  return roles.map((role) => HOLDERS[role]).join(' or ');
}

/** How many others, in words. */
export function approvalsWords(
  rule: Pick<PolicyRule, 'approvals' | 'approverRoles'>,
): string {
  if (rule.approvals === 0) return 'Nobody else is asked';
  return `${counted(rule.approvals, 'approval')} by ${rolesWords(rule.approverRoles)}`;
}

/** A rule line by line: the same words in the form, the plan, the table and the review. */
export function ruleLines(rule: PolicyRule): string[] {
  if (rule.approvals === 0) return [approvalsWords(rule), 'runs at once'];
  return [
    approvalsWords(rule),
    `decided within ${hoursWords(rule.windowHours)}`,
    rule.coolOffMinutes === 0
      ? 'starts as soon as approved'
      : `starts ${minutesWords(rule.coolOffMinutes)} after the last approval`,
    `lives at most ${hoursWords(rule.maxExpiryHours)}`,
  ];
}
