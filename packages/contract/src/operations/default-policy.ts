import type { PolicyRule } from '../policy.ts';

/** One other person who reviews, within a week, started as soon as approved. */
export const ONE_REVIEWER: PolicyRule = {
  approvals: 1,
  approverRoles: ['reviewer'],
  coolOffMinutes: 0,
  windowHours: 168,
  maxExpiryHours: 168,
};

/** Nobody else is asked. */
export const AT_ONCE: PolicyRule = { ...ONE_REVIEWER, approvals: 0 };
