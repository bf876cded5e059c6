import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Alert, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { SectionCard } from '../../page/section-card.tsx';
import { useFocusKept } from '../../page/use-focus-kept.ts';
import { ChangeFacts } from './change-facts.tsx';
import { ChangeHistory } from './change-history.tsx';
import { ConflictsList } from '../../conflicts/conflicts-list.tsx';
import { ExactRequest } from '../../request/exact-request.tsx';
import { ChecksSection } from './checks-section.tsx';
import { WhatHappens } from './what-happens.tsx';
import { CoveredSection } from './covered-section.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { DecisionsList } from './decisions-list.tsx';
import { KeyServers } from './key-servers.tsx';
import { MovedFacts } from './moved-facts.tsx';
import { MovedSinceSection } from './moved-since-section.tsx';
import { useChangeActions } from './use-change-actions.ts';
import { useLookAgain } from './use-look-again.ts';
import { useReading, type Unread } from './use-reading.ts';
import { WhatWillChange } from './what-will-change.tsx';

interface ChangeReviewProps {
  change: ChangeDetail;
  /** The operation's own panel. */
  review: ReactNode;
  /** How its task stands, once there is one. */
  task: ReactNode;
}

function canAct(change: ChangeDetail): boolean {
  return Object.values(change.actions).some((action) => action.allowed);
}

function decisionTitle(change: ChangeDetail, personId: string): string {
  if (change.state === 'pending') {
    return change.requester.id === personId
      ? say('changes.where-it-stands')
      : say('changes.your-decision');
  }
  return canAct(change)
    ? say('changes.what-you-can-do')
    : say('changes.where-it-stands');
}

function DecisionSection({
  change,
  unread,
  hasMoved,
}: {
  change: ChangeDetail;
  unread: readonly Unread[];
  hasMoved: boolean;
}): ReactNode {
  const actions = useChangeActions(change.id);
  const personId = useSession().person.id;
  return (
    <SectionCard
      title={decisionTitle(change, personId)}
      className="kw-decision-card"
    >
      <DecisionPanel
        change={change}
        actions={actions}
        unread={unread}
        hasMoved={hasMoved}
      />
    </SectionCard>
  );
}

/** The whole change, in the order a reviewer reads it: what, why, is it safe, exactly how; the decision beside it. */
export function ChangeReview({
  change,
  review,
  task,
}: ChangeReviewProps): ReactNode {
  const reading = useReading(change);
  const lookAgain = useLookAgain(change);
  useFocusKept(change.state);
  // Somebody who can do nothing still sees that an approved change has not started, and when it does.
  const hasDecision =
    change.state === 'pending' || change.waitingFor !== null || canAct(change);
  return (
    <div className="kw-columns">
      <div className="kw-column-main">
        {task}
        <MovedSinceSection lookAgain={lookAgain} />
        {change.moved.length > 0 && (
          <SectionCard title={say('changes.what-moved-on-the-target')}>
            <Alert
              isInline
              isPlain
              variant="warning"
              component="h3"
              title={say('changes.the-target-is-no-longer-as-it')}
            />
            <MovedFacts moved={change.moved} />
          </SectionCard>
        )}
        {change.conflicts.length > 0 && (
          <SectionCard
            title={say('conflicts.others-are-open', {
              count: change.conflicts.length,
            })}
          >
            <ConflictsList conflicts={change.conflicts} />
          </SectionCard>
        )}
        <WhatWillChange change={change} review={review} reading={reading} />
        <SectionCard title={say('changes.why')}>
          <blockquote className="kw-quote">
            <VisibleText text={change.reason} />
          </blockquote>
        </SectionCard>
        <ChecksSection change={change} reading={reading} />
        <KeyServers change={change} />
        <SectionCard title={say('changes.the-exact-request')}>
          <ExactRequest change={change} />
        </SectionCard>
        <WhatHappens change={change} />
        <CoveredSection change={change} />
      </div>
      <div className="kw-column-side">
        {hasDecision && (
          <DecisionSection
            change={change}
            unread={reading.unread}
            hasMoved={lookAgain.moved.length > 0}
          />
        )}
        <SectionCard title={say('changes.facts')}>
          <ChangeFacts change={change} />
        </SectionCard>
        {change.decisions.length > 0 && (
          <SectionCard title={say('changes.decisions')}>
            <DecisionsList change={change} />
          </SectionCard>
        )}
        <SectionCard title={say('changes.history')}>
          <ChangeHistory history={change.history} />
        </SectionCard>
      </div>
    </div>
  );
}
