import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { LinkButton } from '../../page/link-button.tsx';
import { ApproveOrReject } from './approve-or-reject.tsx';
import { DecisionFailure } from './decision-failure.tsx';
import { SupplyKey } from './supply-key.tsx';
import type { ChangeActions } from './use-change-actions.ts';
import type { Unread } from './use-reading.ts';
import { WhereItStands } from './where-it-stands.tsx';

/** Ended without the change being made: doing it again is what comes next. */
const WANTS_A_COPY: ReadonlySet<ChangeDetail['state']> = new Set<
  ChangeDetail['state']
>(['failed', 'cancelled', 'rejected', 'withdrawn', 'expired', 'stale']);

interface DecisionPanelProps {
  change: ChangeDetail;
  actions: ChangeActions;
  /** What has to be ticked or opened before the change can be approved. */
  unread: readonly Unread[];
  /** The page shows something else than when it was opened. */
  hasMoved: boolean;
}

/** Approve or reject, withdraw, read again, copy: each with the reason when it is not possible. */
export function DecisionPanel({
  change,
  actions,
  unread,
  hasMoved,
}: DecisionPanelProps): ReactNode {
  const isWaiting = change.state === 'approved' && change.waitingFor !== null;
  return (
    <div className="kw-decision">
      <DecisionFailure actions={actions} />
      <WhereItStands change={change} />
      {change.state === 'pending' && (
        <ApproveOrReject
          change={change}
          actions={actions}
          unread={unread}
          hasMoved={hasMoved}
        />
      )}
      {change.waitingFor === 'secret' && <SupplyKey change={change} />}
      <div className="kw-buttons">
        {change.actions.withdraw.allowed && (
          <Button
            variant="secondary"
            isDanger={isWaiting}
            isLoading={actions.withdraw.isPending}
            isDisabled={actions.isBusy}
            onClick={() => {
              actions.withdraw.mutate();
            }}
          >
            {isWaiting
              ? say('changes.withdraw-before-it-starts')
              : say('changes.withdraw')}
          </Button>
        )}
        {change.actions.recheck.allowed && (
          <Button
            variant="link"
            isInline
            isLoading={actions.recheck.isPending}
            isDisabled={actions.isBusy}
            onClick={() => {
              actions.recheck.mutate();
            }}
          >
            {change.target.type === 'console'
              ? say('changes.check-it-again')
              : say('changes.read-the-target-again')}
          </Button>
        )}
        {change.actions.copy.allowed && (
          <LinkButton
            variant={WANTS_A_COPY.has(change.state) ? 'primary' : 'secondary'}
            to="/changes/new"
            search={{ copyOf: change.id }}
          >
            {say('changes.copy-into-a-new-change')}
          </LinkButton>
        )}
      </div>
    </div>
  );
}
