import { type ChangeDetail, rolesWords } from '@keyward/contract';
import { StatusLabel, Timestamp, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { SignatureWords } from './signature-words.tsx';

type Decision = ChangeDetail['decisions'][number];

/** Why an approval does not count; null when it does, and for a rejection, which always stands. */
function discount(decision: Decision, change: ChangeDetail): string | null {
  if (decision.decision === 'reject') return null;
  if (decision.digest !== change.digest) {
    return 'Does not count: it was given to another digest.';
  }
  return decision.counts
    ? null
    : `Does not count: only people who may sign in, and who are ${rolesWords(change.policy.approverRoles)} since before the change was submitted, decide on it.`;
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
            <StatusLabel
              tone={isApproval ? (reason === null ? 'good' : 'warning') : 'bad'}
            >
              {isApproval ? 'Approved' : 'Rejected'}
            </StatusLabel>{' '}
            by <VisibleText text={decision.person.displayName} />,{' '}
            <Timestamp at={decision.at} />
            {isApproval && (
              <div className="kw-fine-print">
                <SignatureWords evidence={decision.evidence} />
              </div>
            )}
            {reason !== null && <div className="kw-fine-print">{reason}</div>}
            {decision.comment !== null && (
              <blockquote className="kw-quote">
                <VisibleText text={decision.comment} />
              </blockquote>
            )}
          </li>
        );
      })}
    </ul>
  );
}
