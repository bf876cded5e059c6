import { type ChangeDetail, minutesWords, rolesWords } from '@keyward/contract';
import { Countdown, StatusLabel, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { PhraseBox } from './phrase-box.tsx';
import { SignatureWords } from './signature-words.tsx';

/** How many of how many, who may, and until when. */
function Quorum({ change }: { change: ChangeDetail }): ReactNode {
  const { have, need } = change.approvals;
  const { approverRoles, coolOffMinutes = 0 } = change.policy;
  return (
    <div>
      <p>
        <strong>{`${String(have)} of ${String(need)} approvals`}</strong>, by{' '}
        {rolesWords(approverRoles)} other than the requester.
      </p>
      <p className="kw-fine-print">
        Without a decision it expires{' '}
        <Countdown until={change.decideBy} over="now" />.
        {coolOffMinutes > 0 &&
          ` Once approved, it waits another ${minutesWords(coolOffMinutes)}; any security admin can withdraw it until then.`}
      </p>
    </div>
  );
}

function CoolOff({ claimableAt }: { claimableAt: string }): ReactNode {
  return (
    <div role="status">
      <p>
        <strong>Approved, not started yet.</strong> It starts{' '}
        <Countdown until={claimableAt} over="now" />.
      </p>
      <p className="kw-fine-print">
        Until then any security admin can withdraw it.
      </p>
    </div>
  );
}

/** Whose turn it is when everything but the private key is there. */
function KeyAwaited({ change }: { change: ChangeDetail }): ReactNode {
  const { person } = useSession();
  const isMine = change.requester.id === person.id;
  return (
    <div role="status">
      <p>
        <strong>Approved, not started yet.</strong>{' '}
        {isMine ? (
          'It waits for you to supply the private key.'
        ) : (
          <>
            It waits for <VisibleText text={change.requester.displayName} /> to
            supply the private key.
          </>
        )}
      </p>
      <p className="kw-fine-print">
        Without the key it expires{' '}
        <Countdown until={change.expiresAt} over="now" />.
      </p>
    </div>
  );
}

/** The person's own approval, with the key that signed it. */
function OwnApproval({ change }: { change: ChangeDetail }): ReactNode {
  const { person } = useSession();
  const own = change.decisions.find(
    (each) => each.person.id === person.id && each.decision === 'approve',
  );
  if (own === undefined) return null;
  return (
    <p role="status">
      <StatusLabel tone="good">You approved this</StatusLabel>{' '}
      <SignatureWords evidence={own.evidence} />
    </p>
  );
}

/** Above the buttons: how far the decision is, and the words that stand for what is decided. */
export function WhereItStands({ change }: { change: ChangeDetail }): ReactNode {
  const isPending = change.state === 'pending';
  const { claimableAt } = change;
  return (
    <>
      {isPending && <Quorum change={change} />}
      {change.state === 'approved' &&
        change.waitingFor === 'cool_off' &&
        claimableAt !== null && <CoolOff claimableAt={claimableAt} />}
      {change.state === 'approved' && change.waitingFor === 'secret' && (
        <KeyAwaited change={change} />
      )}
      <OwnApproval change={change} />
      {(isPending || change.state === 'approved') && (
        <PhraseBox phrase={change.phrase} />
      )}
    </>
  );
}
