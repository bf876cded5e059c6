import type { Check } from '@keyward/contract';
import { Checkbox } from '@patternfly/react-core';
import {
  StatusLabel,
  Timestamp,
  VisibleText,
  type StatusTone,
} from '@keyward/ui';
import type { ReactNode } from 'react';

import { inReadingOrder, isOpenWarning, warningKey } from './check-order.ts';

interface ChecksListProps {
  checks: readonly Check[];
  /** Present when warnings must be acknowledged before approving: the acknowledged ones, and how to change them. */
  acknowledge?:
    | {
        keys: ReadonlySet<string>;
        onChange: (key: string, isAcknowledged: boolean) => void;
      }
    | undefined;
}

function lookOf(check: Check): { tone: StatusTone; word: string } {
  if (check.passed) return { tone: 'good', word: 'Passed' };
  if (check.severity === 'blocker') return { tone: 'bad', word: 'Not passed' };
  return check.severity === 'warning'
    ? { tone: 'warning', word: 'Warning' }
    : { tone: 'quiet', word: 'Note' };
}

/** Every check with its evidence and when it was looked at; what needs reading comes first. */
export function ChecksList({
  checks,
  acknowledge,
}: ChecksListProps): ReactNode {
  return (
    <ul className="kw-checks">
      {inReadingOrder(checks).map((check) => {
        const { tone, word } = lookOf(check);
        return (
          <li key={check.id} className="kw-check">
            <div className="kw-check-state">
              <StatusLabel tone={tone}>{word}</StatusLabel>
            </div>
            <div>
              <h3 className="kw-check-title">{check.title}</h3>
              <div className="kw-check-evidence">
                <VisibleText text={check.evidence} />{' '}
                <span className="kw-subtle">
                  (looked at <Timestamp at={check.observedAt} show="clock" />)
                </span>
              </div>
              {acknowledge !== undefined && isOpenWarning(check) && (
                <Checkbox
                  id={`acknowledge-${check.id}`}
                  label="I have read this warning and approve in spite of it"
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
