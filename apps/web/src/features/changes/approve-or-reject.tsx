import type { ChangeDetail } from '@keyward/contract';
import { FormGroup, TextArea } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { CommentDialog } from '../../page/comment-dialog.tsx';
import { ReasonedButton } from '../../page/reasoned-button.tsx';
import { LOOK_AGAIN_ID } from './moved-since-section.tsx';
import { refusalOf } from './refusal-of.ts';
import type { ChangeActions } from './use-change-actions.ts';
import type { Unread } from './use-reading.ts';

const MAX_COMMENT = 2000;

interface ApproveOrRejectProps {
  change: ChangeDetail;
  actions: ChangeActions;
  /** What has to be ticked or opened before the change can be approved. */
  unread: readonly Unread[];
  /** The page shows something else than when it was opened. */
  hasMoved: boolean;
}

function unreadReason(unread: readonly Unread[]): string {
  const ticks = unread.filter((item) => item.kind === 'tick').length;
  const folds = unread.length - ticks;
  if (ticks === 0) {
    return folds === 1
      ? 'Open the folded changes first.'
      : `Open the ${String(folds)} folds with changes first.`;
  }
  return ticks === 1
    ? 'Read and tick the warning first.'
    : `Read and tick the ${String(ticks)} warnings first.`;
}

/** Leads to what has to be done first. */
function GoTo({
  id,
  children,
}: {
  id: string;
  children: ReactNode;
}): ReactNode {
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        event.preventDefault();
        const element = document.getElementById(id);
        element?.scrollIntoView({ block: 'center' });
        element?.focus();
      }}
    >
      {children}
    </a>
  );
}

/** Why this person cannot approve now, with the way to change that; null when nothing is in the way. */
function useHindrance({
  change,
  unread,
  hasMoved,
}: Omit<ApproveOrRejectProps, 'actions'>): {
  reason: string;
  way: ReactNode;
} | null {
  const { passkey } = useSession();
  const refusal = refusalOf(change, 'approve');
  if (refusal !== null) return { reason: refusal, way: null };
  if (passkey.rule === 'required' && passkey.registered === 0) {
    return {
      reason: 'Every decision here is signed, and you have no passkey yet.',
      way: <Link to="/account">Register a passkey</Link>,
    };
  }
  if (hasMoved) {
    return {
      reason: 'Look at what moved first.',
      way: <GoTo id={LOOK_AGAIN_ID}>Go to what moved</GoTo>,
    };
  }
  const [first] = unread;
  if (first === undefined) return null;
  return {
    reason: unreadReason(unread),
    way: (
      <GoTo id={first.elementId}>
        {first.kind === 'tick' ? 'Go to the warning' : 'Go to the fold'}
      </GoTo>
    ),
  };
}

function approveLabel(actions: ChangeActions): string {
  if (!actions.signs) return 'Approve';
  return actions.approve.isPending
    ? 'Waiting for your passkey'
    : 'Approve with passkey';
}

/** The two decisions, each with the reason when it is not possible. */
export function ApproveOrReject(props: ApproveOrRejectProps): ReactNode {
  const { change, actions } = props;
  const [comment, setComment] = useState('');
  const [isRejecting, setRejecting] = useState(false);
  const hindrance = useHindrance(props);
  const approve = (): void => {
    const text = comment.trim();
    actions.approve.mutate({
      digest: change.digest,
      ...(text === '' ? {} : { comment: text }),
    });
  };
  return (
    <>
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
          disabledReason={hindrance?.reason ?? null}
          isLoading={actions.approve.isPending}
          onClick={approve}
        >
          {approveLabel(actions)}
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
      {hindrance !== null && (
        <p className="kw-reason">
          {hindrance.reason} {hindrance.way}
        </p>
      )}
      {hindrance === null && actions.signs && (
        <p className="kw-fine-print">
          Your passkey signs the digest of exactly this change. The signature
          stays with it and can be checked by anybody who knows your key.
        </p>
      )}
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
    </>
  );
}
