import {
  describeDuration,
  KeyFacts,
  StatusLabel,
  Timestamp,
  useNow,
  VisibleText,
} from '@keyward/ui';
import { Alert } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { readToken } from './read-token.ts';

interface TokenFactsProps {
  token: string;
  which: 'overflow' | 'expanded';
}

const SOON_MS = 120_000;

/** What a pasted token says of itself, with the time it has left. Read in the page; nothing is sent. */
export function TokenFacts({ token, which }: TokenFactsProps): ReactNode {
  if (token.trim() === '') return null;
  const read = readToken(token);
  if ('problem' in read) {
    return (
      <Alert
        isInline
        isPlain
        component="p"
        variant="warning"
        title={read.problem}
      />
    );
  }
  const { facts } = read;
  return (
    <div className="kw-aside">
      <KeyFacts
        isHorizontal
        facts={[
          {
            term: 'Expires',
            value:
              facts.expiresAtMs === null ? (
                'the token does not say'
              ) : (
                <Expiry atMs={facts.expiresAtMs} />
              ),
          },
          {
            term: 'Audience',
            value:
              facts.audience.length === 0 ? (
                'none stated'
              ) : (
                <VisibleText text={facts.audience.join(', ')} />
              ),
          },
          {
            term: 'Subject',
            value:
              facts.subject === null ? (
                'none stated'
              ) : (
                <VisibleText text={facts.subject} />
              ),
          },
          {
            term: 'Overflow link',
            value:
              facts.overflowLink === null ? (
                'none'
              ) : (
                <VisibleText text={facts.overflowLink} />
              ),
          },
        ]}
      />
      {which === 'overflow' && facts.overflowLink === null && (
        <Alert
          isInline
          isPlain
          component="p"
          variant="warning"
          title="This token has no overflow claim: it can be used directly and needs no registration."
        />
      )}
    </div>
  );
}

function Expiry({ atMs }: { atMs: number }): ReactNode {
  const left = atMs - useNow(1000);
  return (
    <>
      <Timestamp at={new Date(atMs).toISOString()} />{' '}
      {left <= 0 ? (
        <StatusLabel tone="bad">expired</StatusLabel>
      ) : (
        <StatusLabel tone={left < SOON_MS ? 'warning' : 'good'}>
          {describeDuration(left)} left
        </StatusLabel>
      )}
    </>
  );
}
