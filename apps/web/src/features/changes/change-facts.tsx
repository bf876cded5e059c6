import type { ChangeDetail } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
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
    return [
      { term: say('changes.target'), value: say('changes.this-console') },
    ];
  }
  const host = frozenTarget.host.includes(':')
    ? `[${frozenTarget.host}]`
    : frozenTarget.host;
  return [
    {
      term: say('changes.target'),
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
      term: say('changes.address'),
      value: (
        <code className="kw-host">
          <VisibleText text={`${host}:${String(frozenTarget.port)}`} />
        </code>
      ),
    },
    {
      term: say('changes.account'),
      value: <VisibleText text={frozenTarget.account} />,
    },
  ];
}

function trustFacts({ frozenTarget }: ChangeDetail): KeyFact[] {
  return frozenTarget.type === 'console'
    ? []
    : [
        {
          term: say('changes.trusted-as'),
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
            term: say('changes.submitted'),
            value: <Timestamp at={change.createdAt} />,
          },
          ...(isOpen
            ? [
                {
                  term: say('changes.expires'),
                  value: (
                    <Countdown
                      until={change.expiresAt}
                      over={say('changes.expired')}
                    />
                  ),
                },
              ]
            : []),
          ...(change.endedAt === null
            ? []
            : [
                {
                  term: say('changes.ended'),
                  value: <Timestamp at={change.endedAt} />,
                },
              ]),
          {
            term:
              change.target.type === 'console'
                ? say('changes.console-read')
                : say('changes.target-read'),
            value: <Timestamp at={change.observedAt} show="relative" />,
          },
        ]}
      />
      <KeyFacts
        facts={[
          ...trustFacts(change),
          {
            term: say('changes.policy'),
            value: <PolicyWords policy={change.policy} />,
          },
          {
            term: say('changes.digest'),
            value: (
              <>
                <CopyableId
                  value={change.digest}
                  shown={`${change.digest.slice(0, 16)}…`}
                  label={say('changes.digest-inline')}
                />
                <div className="kw-subtle kw-words">
                  <Say
                    id="changes.in-four-words"
                    values={{ phrase: change.phrase }}
                  />
                </div>
                <div>
                  <a href={`/review/${change.id}`}>
                    {say('changes.page-without-scripts')}
                  </a>
                </div>
              </>
            ),
          },
        ]}
      />
    </>
  );
}
