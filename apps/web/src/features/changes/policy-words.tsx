import {
  approvalsWords,
  hoursWords,
  minutesWords,
  type PolicySnapshot,
} from '@keyward/contract';
import { StatusLabel } from '@keyward/ui';
import type { ReactNode } from 'react';

/** The rule that was frozen into a change, line by line. */
export function PolicyWords({ policy }: { policy: PolicySnapshot }): ReactNode {
  const { coolOffMinutes, windowHours, maxExpiryHours } = policy;
  return (
    <>
      {policy.setUp === true && (
        <div>
          <StatusLabel tone="quiet">Set-up</StatusLabel> No second person could
          decide yet.
        </div>
      )}
      <div>{approvalsWords(policy)}</div>
      {windowHours !== undefined && policy.approvals > 0 && (
        <div>decided within {hoursWords(windowHours)}</div>
      )}
      {coolOffMinutes !== undefined && coolOffMinutes > 0 && (
        <div>starts {minutesWords(coolOffMinutes)} after the last approval</div>
      )}
      {maxExpiryHours !== undefined && (
        <div>lives at most {hoursWords(maxExpiryHours)}</div>
      )}
      <div className="kw-subtle">policy version {policy.version}</div>
    </>
  );
}
