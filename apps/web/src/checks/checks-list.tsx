import type { Check } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Checkbox } from '@patternfly/react-core';
import {
  FactText,
  StatusLabel,
  VisibleText,
  type StatusTone,
} from '@keyward/ui';
import type { ReactNode } from 'react';

import {
  inReadingOrder,
  isOpenWarning,
  acknowledgeId,
  standingOf,
  warningKey,
  type CheckStanding,
} from './check-order.ts';

const LOOKS = {
  forbids: { tone: 'bad', word: say('checks.forbids') },
  warning: { tone: 'warning', word: say('checks.warning') },
  note: { tone: 'quiet', word: say('checks.note') },
  passed: { tone: 'good', word: say('checks.passed') },
} as const satisfies Record<CheckStanding, { tone: StatusTone; word: string }>;

interface ChecksListProps {
  checks: readonly Check[];
  /** Present when warnings must be acknowledged before approving: the acknowledged ones, and how to change them. */
  acknowledge?:
    | {
        keys: ReadonlySet<string>;
        /** Said and ticked elsewhere on the page already, so that nobody ticks one sentence twice. */
        saidBefore: string | null;
        onChange: (key: string, isAcknowledged: boolean) => void;
      }
    | undefined;
}

/** Every check with its evidence; what needs reading comes first. */
export function ChecksList({
  checks,
  acknowledge,
}: ChecksListProps): ReactNode {
  return (
    <ul className="kw-checks" aria-label={say('checks.preflight-checks')}>
      {inReadingOrder(checks).map((check) => {
        const { tone, word } = LOOKS[standingOf(check)];
        return (
          <li
            key={`${check.id} ${check.field ?? ''} ${check.evidence}`}
            className="kw-check"
          >
            <div className="kw-check-state">
              <StatusLabel tone={tone}>{word}</StatusLabel>
            </div>
            <div>
              <div className="kw-check-title">
                <VisibleText text={check.title} />
              </div>
              <div className="kw-check-evidence">
                <FactText text={check.evidence} />
              </div>
              {acknowledge !== undefined &&
                isOpenWarning(check) &&
                check.evidence !== acknowledge.saidBefore && (
                  <Checkbox
                    id={acknowledgeId(warningKey(check))}
                    label={say('checks.i-have-read-this-warning-and-approve')}
                    isChecked={acknowledge.keys.has(warningKey(check))}
                    onChange={(_event, isChecked) => {
                      acknowledge.onChange(warningKey(check), isChecked);
                    }}
                  />
                )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
