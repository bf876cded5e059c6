import type { ChangeDetail, Check } from '@keyward/contract';
import { Alert } from '@patternfly/react-core';
import { RequestView, VisibleText } from '@keyward/ui';
import { useState, type ReactNode } from 'react';

import { SectionCard } from '../../page/section-card.tsx';
import { ChangeFacts } from './change-facts.tsx';
import { ChangeHistory } from './change-history.tsx';
import {
  inReadingOrder,
  isOpenWarning,
  warningKey,
} from '../../checks/check-order.ts';
import { ChecksList } from '../../checks/checks-list.tsx';
import { ChecksReadAt } from '../../checks/checks-read-at.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { DecisionsList } from './decisions-list.tsx';
import { MovedFacts } from './moved-facts.tsx';
import { useChangeActions } from './use-change-actions.ts';
import { WhatWillChange } from './what-will-change.tsx';

interface ChangeReviewProps {
  change: ChangeDetail;
  /** The operation's own panel. */
  review: ReactNode;
  /** How its task stands, once there is one. */
  task: ReactNode;
}

/** The warnings a person has ticked on this digest; another digest starts afresh. */
function useAcknowledged(digest: string) {
  const [state, setState] = useState<{
    digest: string;
    keys: ReadonlySet<string>;
  }>({ digest, keys: new Set() });
  const keys = state.digest === digest ? state.keys : new Set<string>();
  const onChange = (key: string, isAcknowledged: boolean): void => {
    const next = new Set(keys);
    if (isAcknowledged) next.add(key);
    else next.delete(key);
    setState({ digest, keys: next });
  };
  return { keys, onChange };
}

function DecisionSection({
  change,
  unreadWarnings,
}: {
  change: ChangeDetail;
  unreadWarnings: readonly Check[];
}): ReactNode {
  const actions = useChangeActions(change.id);
  return (
    <SectionCard
      title={change.state === 'pending' ? 'Your decision' : 'What you can do'}
      className="kw-decision-card"
    >
      <DecisionPanel
        change={change}
        actions={actions}
        unreadWarnings={unreadWarnings}
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
  const acknowledged = useAcknowledged(change.digest);
  const mustAcknowledge =
    change.risk === 'high' &&
    change.state === 'pending' &&
    change.actions.approve.allowed;
  const unread = mustAcknowledge
    ? change.checks.filter(
        (check) =>
          isOpenWarning(check) && !acknowledged.keys.has(warningKey(check)),
      )
    : [];
  const hasActions =
    change.state === 'pending' ||
    Object.values(change.actions).some((action) => action.allowed);
  return (
    <div className="kw-columns">
      <div className="kw-column-main">
        {task}
        {change.moved.length > 0 && (
          <SectionCard title="What moved on the target">
            <Alert
              isInline
              isPlain
              variant="warning"
              component="h3"
              title="The target is no longer as it was when this change was planned."
            />
            <MovedFacts moved={change.moved} />
          </SectionCard>
        )}
        <WhatWillChange change={change} review={review} />
        <SectionCard title="Why">
          <blockquote className="kw-quote">
            <VisibleText text={change.reason} />
          </blockquote>
        </SectionCard>
        <SectionCard
          title="Checks"
          aside={<ChecksReadAt checks={change.checks} />}
        >
          <ChecksList
            checks={change.checks}
            acknowledge={mustAcknowledge ? acknowledged : undefined}
          />
        </SectionCard>
        <SectionCard title="The exact request">
          <RequestView request={change.plan.request} />
        </SectionCard>
      </div>
      <div className="kw-column-side">
        {hasActions && (
          <DecisionSection
            change={change}
            unreadWarnings={inReadingOrder(unread)}
          />
        )}
        <SectionCard title="Facts">
          <ChangeFacts change={change} />
        </SectionCard>
        {change.decisions.length > 0 && (
          <SectionCard title="Decisions">
            <DecisionsList change={change} />
          </SectionCard>
        )}
        <SectionCard title="History">
          <ChangeHistory history={change.history} />
        </SectionCard>
      </div>
    </div>
  );
}
