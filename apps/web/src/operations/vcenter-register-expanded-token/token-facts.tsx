import { Say, say } from '@keyward/messages';
import {
  Alert,
  describeDuration,
  KeyFacts,
  StatusLabel,
  Timestamp,
  useNow,
  VisibleText,
} from '@keyward/ui';
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
            term: say('vcenter-register-expanded-token.expires'),
            value:
              facts.expiresAtMs === null ? (
                say('vcenter-register-expanded-token.the-token-does-not-say')
              ) : (
                <Expiry atMs={facts.expiresAtMs} />
              ),
          },
          {
            term: say('vcenter-register-expanded-token.audience'),
            value:
              facts.audience.length === 0 ? (
                say('vcenter-register-expanded-token.none-stated')
              ) : (
                <VisibleText text={facts.audience.join(', ')} />
              ),
          },
          {
            term: say('vcenter-register-expanded-token.subject'),
            value:
              facts.subject === null ? (
                say('vcenter-register-expanded-token.none-stated')
              ) : (
                <VisibleText text={facts.subject} />
              ),
          },
          {
            term: say('vcenter-register-expanded-token.overflow-link'),
            value:
              facts.overflowLink === null ? (
                say('wording.none')
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
          title={say(
            'vcenter-register-expanded-token.this-token-has-no-overflow-claim-it',
          )}
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
        <StatusLabel tone="bad">
          {say('vcenter-register-expanded-token.expired')}
        </StatusLabel>
      ) : (
        <StatusLabel tone={left < SOON_MS ? 'warning' : 'good'}>
          <Say
            id="vcenter-register-expanded-token.left"
            values={{ describeDuration: describeDuration(left) }}
          />
        </StatusLabel>
      )}
    </>
  );
}
