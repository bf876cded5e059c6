import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { FormGroup, TextArea } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { ReasonedButton } from '../../page/reasoned-button.tsx';
import { LOOK_AGAIN_ID } from './moved-since-section.tsx';
import { refusalOf } from './refusal-of.ts';
import type { ChangeActions } from './use-change-actions.ts';
import type { Unread } from './use-reading.ts';
import { lazyDialog } from '../../lazy-parts/lazy-dialog.tsx';
import { prepareNear } from '../../lazy-parts/lazy-file.ts';

const RejectDialog = lazyDialog(() =>
  import('./reject-dialog.tsx').then((module) => module.RejectDialog),
);

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
    return say('changes.open-the-folds-with-changes-first', { folds });
  }
  return say('changes.read-and-tick-the-warnings-first', { ticks });
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
      reason: say('changes.every-decision-here-is-signed-and-you'),
      way: <Link to="/account">{say('changes.register-a-passkey')}</Link>,
    };
  }
  if (hasMoved) {
    return {
      reason: say('changes.look-at-what-moved-first'),
      way: <GoTo id={LOOK_AGAIN_ID}>{say('changes.go-to-what-moved')}</GoTo>,
    };
  }
  const [first] = unread;
  if (first === undefined) return null;
  return {
    reason: unreadReason(unread),
    way: (
      <GoTo id={first.elementId}>
        {first.kind === 'tick'
          ? say('changes.go-to-the-warning')
          : say('changes.go-to-the-fold')}
      </GoTo>
    ),
  };
}

function approveLabel(actions: ChangeActions): string {
  if (!actions.signs) return say('changes.approve');
  return actions.approve.isPending
    ? say('changes.waiting-for-your-passkey')
    : say('changes.approve-with-passkey');
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
        <FormGroup
          label={say('changes.comment-optional')}
          fieldId="approve-comment"
        >
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
      {/* On a phone this stays at the bottom of the screen. */}
      <div className="kw-decision-bar">
        <div className="kw-buttons" {...prepareNear(RejectDialog)}>
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
            {say('changes.reject')}
          </ReasonedButton>
        </div>
        {hindrance !== null && (
          <p className="kw-reason">
            {hindrance.reason} {hindrance.way}
          </p>
        )}
        {hindrance === null && actions.signs && (
          <p className="kw-fine-print">
            {say('changes.your-passkey-signs-the-digest-of-exactly')}
          </p>
        )}
      </div>
      {isRejecting && (
        <RejectDialog
          change={change}
          reject={actions.reject}
          onClose={() => {
            setRejecting(false);
          }}
        />
      )}
    </>
  );
}
