import { Alert, DescriptionList, Label } from '@patternfly/react-core';
import { Timestamp, VisibleText } from '@keyward/ui';
import { useEffect, useState, type ReactNode } from 'react';

import { Fact } from '../../certificates/certificate-panel.tsx';
import { readToken } from './read-token.ts';

interface TokenFactsProps {
  token: string;
  which: 'overflow' | 'expanded';
}

/** What a pasted token says of itself, with the time it has left. Read in the page; nothing is sent. */
export function TokenFacts({ token, which }: TokenFactsProps): ReactNode {
  const now = useNow();
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
      <DescriptionList
        isHorizontal
        isCompact
        isFluid
        aria-label={`Claims of the ${which} token`}
      >
        <Fact term="Expires">
          {facts.expiresAtMs === null ? (
            'the token does not say'
          ) : (
            <>
              <Timestamp at={new Date(facts.expiresAtMs).toISOString()} />{' '}
              <TimeLeft ms={facts.expiresAtMs - now} />
            </>
          )}
        </Fact>
        <Fact term="Audience">
          {facts.audience.length === 0 ? (
            'none stated'
          ) : (
            <VisibleText text={facts.audience.join(', ')} />
          )}
        </Fact>
        <Fact term="Subject">
          {facts.subject === null ? (
            'none stated'
          ) : (
            <VisibleText text={facts.subject} />
          )}
        </Fact>
        <Fact term="Overflow link">
          {facts.overflowLink === null ? (
            'none'
          ) : (
            <VisibleText text={facts.overflowLink} />
          )}
        </Fact>
      </DescriptionList>
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

function TimeLeft({ ms }: { ms: number }): ReactNode {
  if (ms <= 0) {
    return (
      <Label isCompact variant="outline" status="danger">
        expired
      </Label>
    );
  }
  const seconds = Math.floor(ms / 1000);
  const words =
    seconds < 60
      ? `${String(seconds)} s left`
      : seconds < 7200
        ? `${String(Math.floor(seconds / 60))} min left`
        : `${String(Math.floor(seconds / 3600))} h left`;
  return (
    <Label
      isCompact
      variant="outline"
      status={seconds < 120 ? 'warning' : 'success'}
    >
      {words}
    </Label>
  );
}

/** The time now, once a second: tokens live minutes. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}
