import { type ChangeDetail, minutesWords, rolesWords } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
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
        <Say
          id="changes.by-other-than-the-requester"
          values={{
            strong: (
              <strong>{say('changes.of-approvals', { have, need })}</strong>
            ),
            roles: rolesWords(approverRoles),
          }}
        />
      </p>
      <p className="kw-fine-print">
        <Say
          id="changes.without-a-decision-it-expires"
          values={{
            time: (
              <Countdown
                until={change.decideBy}
                over={say('changes.now-inline')}
              />
            ),
            count:
              coolOffMinutes > 0 &&
              ' ' +
                say('changes.once-approved-it-waits-another-any-security', {
                  minutes: minutesWords(coolOffMinutes),
                }),
          }}
        />
      </p>
    </div>
  );
}

function CoolOff({ claimableAt }: { claimableAt: string }): ReactNode {
  return (
    <div role="status">
      <p>
        <Say
          id="changes.approved-not-started-yet-it-starts"
          values={{
            b: (children) => <strong>{children}</strong>,
            time: (
              <Countdown until={claimableAt} over={say('changes.now-inline')} />
            ),
          }}
        />
      </p>
      <p className="kw-fine-print">
        {say('changes.until-then-any-security-admin-can-withdraw')}
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
        <strong>{say('changes.approved-not-started-yet')}</strong>{' '}
        {isMine ? (
          say('changes.it-waits-for-you-to-supply-the')
        ) : (
          <>
            <Say
              id="changes.it-waits-for-to-supply-the-private"
              values={{
                displayName: (
                  <VisibleText text={change.requester.displayName} />
                ),
              }}
            />
          </>
        )}
      </p>
      <p className="kw-fine-print">
        <Say
          id="changes.without-the-key-it-expires"
          values={{
            time: (
              <Countdown
                until={change.expiresAt}
                over={say('changes.now-inline')}
              />
            ),
          }}
        />
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
      <StatusLabel tone="good">{say('changes.you-approved-this')}</StatusLabel>{' '}
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
