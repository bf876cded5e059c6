import { type ChangeDetail, rolesWords } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { StatusLabel, Timestamp, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { AboutField } from './about-field.tsx';
import { SignatureWords } from './signature-words.tsx';

type Decision = ChangeDetail['decisions'][number];

/** Why an approval does not count; null when it does, and for a rejection, which always stands. */
function discount(decision: Decision, change: ChangeDetail): string | null {
  if (decision.decision === 'reject') return null;
  if (decision.digest !== change.digest) {
    return say('changes.does-not-count-it-was-given-to');
  }
  return decision.counts
    ? null
    : say('changes.does-not-count-only-people-who-may', {
        roles: rolesWords(change.policy.approverRoles),
      });
}

/** Who decided what, how it was proved, and whether it counts. */
export function DecisionsList({ change }: { change: ChangeDetail }): ReactNode {
  return (
    <ul className="kw-decisions">
      {change.decisions.map((decision) => {
        const reason = discount(decision, change);
        const isApproval = decision.decision === 'approve';
        return (
          <li key={`${decision.person.id} ${decision.at}`}>
            <Say
              id="changes.by"
              values={{
                statusLabel: (
                  <StatusLabel
                    tone={
                      isApproval
                        ? reason === null
                          ? 'good'
                          : 'warning'
                        : 'bad'
                    }
                  >
                    {isApproval
                      ? say('changes.approved')
                      : say('changes.rejected')}
                  </StatusLabel>
                ),
                displayName: <VisibleText text={decision.person.displayName} />,
                time: <Timestamp at={decision.at} />,
              }}
            />
            {isApproval && (
              <div className="kw-fine-print">
                <SignatureWords evidence={decision.evidence} />
              </div>
            )}
            {reason !== null && <div className="kw-fine-print">{reason}</div>}
            {decision.comment !== null && (
              <>
                {decision.fieldPointer !== null && (
                  <div>
                    <AboutField pointer={decision.fieldPointer} />
                  </div>
                )}
                <blockquote className="kw-quote">
                  <VisibleText text={decision.comment} />
                </blockquote>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
