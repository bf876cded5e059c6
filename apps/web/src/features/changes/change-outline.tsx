import type { ChangeOutline as Outline } from '@keyward/contract';
import { say } from '@keyward/messages';
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
        <SectionCard title={say('changes.history')}>
          <ChangeHistory history={change.history} />
        </SectionCard>
      </div>
      <div className="kw-column-side">
        <SectionCard title={say('changes.facts')}>
          <KeyFacts
            isHorizontal
            facts={[
              {
                term: say('changes.target'),
                value: <VisibleText text={targetName(change.target)} />,
              },
              {
                term: say('changes.requester'),
                value: <VisibleText text={change.requester.displayName} />,
              },
              {
                term: say('changes.ticket'),
                value:
                  change.ticket === null ? (
                    <NoValue />
                  ) : (
                    <VisibleText text={change.ticket} />
                  ),
              },
              {
                term: say('changes.approvals'),
                value: say('changes.of', {
                  have: change.approvals.have,
                  need: change.approvals.need,
                }),
              },
              {
                term: say('changes.submitted'),
                value: <Timestamp at={change.createdAt} />,
              },
              ...(change.endedAt === null
                ? []
                : [
                    {
                      term: say('changes.ended'),
                      value: <Timestamp at={change.endedAt} />,
                    },
                  ]),
            ]}
          />
        </SectionCard>
      </div>
    </div>
  );
}
