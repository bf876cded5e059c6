import {
  approvalsWords,
  hoursWords,
  minutesWords,
  type PolicySnapshot,
} from '@keyward/contract';
import { Say } from '@keyward/messages';
import { StatusLabel } from '@keyward/ui';
import type { ReactNode } from 'react';

/** The rule that was frozen into a change, line by line. */
export function PolicyWords({ policy }: { policy: PolicySnapshot }): ReactNode {
  const { coolOffMinutes, windowHours, maxExpiryHours } = policy;
  return (
    <>
      {policy.setUp === true && (
        <div>
          <Say
            id="changes.set-up-no-second-person-could-decide"
            values={{
              statusLabel: (children) => (
                <StatusLabel tone="quiet">{children}</StatusLabel>
              ),
            }}
          />
        </div>
      )}
      <div>{approvalsWords(policy)}</div>
      {windowHours !== undefined && policy.approvals > 0 && (
        <div>
          <Say
            id="changes.decided-within"
            values={{ hours: hoursWords(windowHours) }}
          />
        </div>
      )}
      {coolOffMinutes !== undefined && coolOffMinutes > 0 && (
        <div>
          <Say
            id="changes.starts-after-the-last-approval"
            values={{ minutes: minutesWords(coolOffMinutes) }}
          />
        </div>
      )}
      {maxExpiryHours !== undefined && (
        <div>
          <Say
            id="changes.lives-at-most"
            values={{ hours: hoursWords(maxExpiryHours) }}
          />
        </div>
      )}
      <div className="kw-subtle">
        <Say id="changes.policy-version" values={{ version: policy.version }} />
      </div>
    </>
  );
}
