import type { ChangeDetail } from '@keyward/contract';
import {
  CopyableId,
  Countdown,
  KeyFacts,
  NoValue,
  Timestamp,
  VisibleText,
  type KeyFact,
} from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { SYSTEM_NAMES } from '../../wording/states.ts';
import { targetName } from '../../wording/target-name.ts';
import { PolicyWords } from './policy-words.tsx';
import { TrustWords } from './trust-words.tsx';

function targetFacts({ frozenTarget, target }: ChangeDetail): KeyFact[] {
  if (frozenTarget.type === 'console') {
    return [{ term: 'Target', value: 'This console' }];
  }
  const host = frozenTarget.host.includes(':')
    ? `[${frozenTarget.host}]`
    : frozenTarget.host;
  return [
    {
      term: 'Target',
      value: (
        <>
          <Link
            to="/connections/$id"
            params={{ id: frozenTarget.connectionId }}
          >
            <VisibleText text={targetName(target)} />
          </Link>{' '}
          ({SYSTEM_NAMES[frozenTarget.kind]})
        </>
      ),
    },
    {
      term: 'Address',
      value: (
        <code className="kw-host">
          <VisibleText text={`${host}:${String(frozenTarget.port)}`} />
        </code>
      ),
    },
    { term: 'Account', value: <VisibleText text={frozenTarget.account} /> },
  ];
}

function trustFacts({ frozenTarget }: ChangeDetail): KeyFact[] {
  return frozenTarget.type === 'console'
    ? []
    : [
        {
          term: 'Trusted as',
          value: <TrustWords trust={frozenTarget.trust} />,
        },
      ];
}

/** Everything about a change that is not its content: who asked, until when, where it goes, and its digest. */
export function ChangeFacts({ change }: { change: ChangeDetail }): ReactNode {
  const isOpen = change.state === 'pending' || change.state === 'approved';
  return (
    <>
      <KeyFacts
        isHorizontal
        facts={[
          ...targetFacts(change),
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
          { term: 'Submitted', value: <Timestamp at={change.createdAt} /> },
          ...(isOpen
            ? [
                {
                  term: 'Expires',
                  value: <Countdown until={change.expiresAt} over="expired" />,
                },
              ]
            : []),
          ...(change.endedAt === null
            ? []
            : [{ term: 'Ended', value: <Timestamp at={change.endedAt} /> }]),
          {
            term:
              change.target.type === 'console' ? 'Console read' : 'Target read',
            value: <Timestamp at={change.observedAt} show="relative" />,
          },
        ]}
      />
      <KeyFacts
        facts={[
          ...trustFacts(change),
          { term: 'Policy', value: <PolicyWords policy={change.policy} /> },
          {
            term: 'Digest',
            value: (
              <>
                <CopyableId
                  value={change.digest}
                  shown={`${change.digest.slice(0, 16)}…`}
                  label="digest"
                />
                <div className="kw-subtle">in four words: {change.phrase}</div>
                <div>
                  <a href={`/review/${change.id}`}>Page without scripts</a>
                </div>
              </>
            ),
          },
        ]}
      />
    </>
  );
}
