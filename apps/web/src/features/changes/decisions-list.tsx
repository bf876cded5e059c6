import type { ChangeDetail } from '@keyward/contract';
import { StatusLabel, Timestamp, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

/** Who decided what, and on which digest. */
export function DecisionsList({ change }: { change: ChangeDetail }): ReactNode {
  return (
    <ul className="kw-decisions">
      {change.decisions.map((decision) => (
        <li key={`${decision.person.id} ${decision.at}`}>
          <StatusLabel tone={decision.decision === 'approve' ? 'good' : 'bad'}>
            {decision.decision === 'approve' ? 'Approved' : 'Rejected'}
          </StatusLabel>{' '}
          by {decision.person.displayName}, <Timestamp at={decision.at} />
          {decision.digest !== change.digest && (
            <strong> (on another digest)</strong>
          )}
          {decision.comment !== null && (
            <blockquote className="kw-quote">
              <VisibleText text={decision.comment} />
            </blockquote>
          )}
        </li>
      ))}
    </ul>
  );
}
