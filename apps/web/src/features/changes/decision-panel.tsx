import type { ChangeDetail, Check } from '@keyward/contract';
import { Button, FormGroup, TextArea } from '@patternfly/react-core';
import { ProblemNotice } from '@keyward/ui';
import { useState, type ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { LinkButton } from '../../page/link-button.tsx';
import { CommentDialog } from '../../page/comment-dialog.tsx';
import { ReasonedButton } from '../../page/reasoned-button.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { MovedFacts } from './moved-facts.tsx';
import type { ChangeActions } from './use-change-actions.ts';

const MAX_COMMENT = 2000;

/** Ended without the change being made: doing it again is what comes next. */
const WANTS_A_COPY: ReadonlySet<ChangeDetail['state']> = new Set<
  ChangeDetail['state']
>(['failed', 'cancelled', 'rejected', 'withdrawn', 'expired', 'stale']);

type ActionName = keyof ChangeDetail['actions'];

/** Why an action is not possible now; null when it is. */
function refusalOf(change: ChangeDetail, action: ActionName): string | null {
  const { allowed, reason } = change.actions[action];
  return allowed ? null : (reason ?? 'Not possible in the present state.');
}

interface DecisionPanelProps {
  change: ChangeDetail;
  actions: ChangeActions;
  /** Warnings that have not been acknowledged yet; only then can the change be approved. */
  unreadWarnings: readonly Check[];
}

function warningsReason(count: number): string {
  return count === 1
    ? 'Read and tick the warning first.'
    : `Read and tick the ${String(count)} warnings first.`;
}

/** Leads to the first warning that waits for its tick. */
function FirstWarning({ warnings }: { warnings: readonly Check[] }): ReactNode {
  const [first] = warnings;
  if (first === undefined) return null;
  const id = `acknowledge-${first.id}`;
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        event.preventDefault();
        const box = document.getElementById(id);
        box?.scrollIntoView({ block: 'center' });
        box?.focus();
      }}
    >
      Go to the warning
    </a>
  );
}

function Failure({ actions }: { actions: ChangeActions }): ReactNode {
  const error =
    actions.approve.error ?? actions.withdraw.error ?? actions.recheck.error;
  if (error === null) return null;
  const problem = problemOf(error);
  return (
    <ProblemNotice problem={noticedProblem(problem)} headingLevel="h3">
      {/* The moved facts of a refusal have the shape of the change's own. */}
      <MovedFacts moved={(problem.moved ?? []) as ChangeDetail['moved']} />
    </ProblemNotice>
  );
}

/** Approve or reject, withdraw, read again, copy: each with the reason when it is not possible. */
export function DecisionPanel({
  change,
  actions,
  unreadWarnings,
}: DecisionPanelProps): ReactNode {
  const [comment, setComment] = useState('');
  const [isRejecting, setRejecting] = useState(false);
  const approveRefusal =
    refusalOf(change, 'approve') ??
    (unreadWarnings.length > 0 ? warningsReason(unreadWarnings.length) : null);
  const approve = (): void => {
    const text = comment.trim();
    actions.approve.mutate({
      digest: change.digest,
      ...(text === '' ? {} : { comment: text }),
    });
  };
  const isPending = change.state === 'pending';
  return (
    <div className="kw-decision">
      <Failure actions={actions} />
      {isPending && (
        <>
          <p>
            {String(change.approvals.have)} of {String(change.approvals.need)}{' '}
            approvals. The digest in four words:{' '}
            <strong>{change.phrase}</strong>
          </p>
          {change.actions.approve.allowed && (
            <FormGroup label="Comment (optional)" fieldId="approve-comment">
              <TextArea
                id="approve-comment"
                rows={2}
                maxLength={MAX_COMMENT}
                resizeOrientation="vertical"
                value={comment}
                onChange={(_event, text) => {
                  setComment(text);
                }}
              />
            </FormGroup>
          )}
          <div className="kw-buttons">
            <ReasonedButton
              variant="primary"
              disabledReason={approveRefusal}
              isLoading={actions.approve.isPending}
              onClick={approve}
            >
              Approve
            </ReasonedButton>
            <ReasonedButton
              variant="secondary"
              isDanger
              disabledReason={refusalOf(change, 'reject')}
              onClick={() => {
                actions.reject.reset();
                setRejecting(true);
              }}
            >
              Reject
            </ReasonedButton>
          </div>
          {approveRefusal !== null && (
            <p className="kw-reason">
              {approveRefusal}{' '}
              {change.actions.approve.allowed && (
                <FirstWarning warnings={unreadWarnings} />
              )}
            </p>
          )}
        </>
      )}
      <div className="kw-buttons">
        {change.actions.withdraw.allowed && (
          <Button
            variant="secondary"
            isLoading={actions.withdraw.isPending}
            isDisabled={actions.isBusy}
            onClick={() => {
              actions.withdraw.mutate();
            }}
          >
            Withdraw
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
            Read the target again
          </Button>
        )}
        {change.actions.copy.allowed && (
          <LinkButton
            variant={WANTS_A_COPY.has(change.state) ? 'primary' : 'secondary'}
            to="/changes/new"
            search={{ copyOf: change.id }}
          >
            Copy into a new change
          </LinkButton>
        )}
      </div>
      {isRejecting && (
        <CommentDialog
          title={`Reject ${change.reference}?`}
          description="Nothing is sent to the target. The requester sees your comment and can copy the change into a new one."
          label="Why"
          confirm="Reject"
          isDanger
          isRequired
          pending={actions.reject.isPending}
          error={actions.reject.error}
          onConfirm={(text) => {
            actions.reject.mutate(
              { digest: change.digest, comment: text },
              {
                onSuccess: () => {
                  setRejecting(false);
                },
              },
            );
          }}
          onClose={() => {
            setRejecting(false);
          }}
        />
      )}
    </div>
  );
}
