import type { ChangeOutline as Outline } from '@keyward/contract';
import { KeyFacts, NoValue, Timestamp, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { SectionCard } from '../../page/section-card.tsx';
import { targetName } from '../../wording/target-name.ts';
import { ChangeHistory } from './change-history.tsx';

interface ChangeOutlineProps {
  change: Outline;
  task: ReactNode;
}

/** A change for somebody who follows it: where it stands and what happened, never its content. */
export function ChangeOutline({ change, task }: ChangeOutlineProps): ReactNode {
  return (
    <div className="kw-columns">
      <div className="kw-column-main">
        {task}
        <SectionCard title="History">
          <ChangeHistory history={change.history} />
        </SectionCard>
      </div>
      <div className="kw-column-side">
        <SectionCard title="Facts">
          <KeyFacts
            isHorizontal
            facts={[
              {
                term: 'Target',
                value: <VisibleText text={targetName(change.target)} />,
              },
              {
                term: 'Requester',
                value: <VisibleText text={change.requester.displayName} />,
              },
              {
                term: 'Ticket',
                value:
                  change.ticket === null ? (
                    <NoValue />
                  ) : (
                    <VisibleText text={change.ticket} />
                  ),
              },
              {
                term: 'Approvals',
                value: `${String(change.approvals.have)} of ${String(change.approvals.need)}`,
              },
              { term: 'Submitted', value: <Timestamp at={change.createdAt} /> },
              ...(change.endedAt === null
                ? []
                : [
                    { term: 'Ended', value: <Timestamp at={change.endedAt} /> },
                  ]),
            ]}
          />
        </SectionCard>
      </div>
    </div>
  );
}
