import './identity.css';

import type { SessionItem } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { Timestamp } from '@keyward/ui';
import { Button, Label } from '@patternfly/react-core';
import type { ReactNode } from 'react';

const SIGNED_IN_WITH = {
  password: say('identity.with-a-password'),
  oidc: say('identity.with-the-organisations-sign-in'),
} as const satisfies Record<SessionItem['signedInWith'], string>;

interface SessionsListProps {
  sessions: readonly SessionItem[];
  label: string;
  /** The session that is just being ended. */
  endingId: string | null;
  onEnd: (id: string) => void;
}

/** Sessions with where each is; ending one cuts it off at once. */
export function SessionsList({
  sessions,
  label,
  endingId,
  onEnd,
}: SessionsListProps): ReactNode {
  return (
    <ul className="kw-items" aria-label={label}>
      {sessions.map((session) => (
        <li key={session.id} className="kw-item">
          <div>
            <div className="kw-item-title">
              {session.device}
              {session.ip !== null && <> · {session.ip}</>}{' '}
              {session.current && (
                <Label isCompact color="blue">
                  {say('identity.this-browser')}
                </Label>
              )}
            </div>
            <div className="kw-subtle">
              <Say
                id="identity.signed-in-last-seen-ends-at-the"
                values={{
                  signedInWith: SIGNED_IN_WITH[session.signedInWith],
                  signedIn: <Timestamp at={session.createdAt} />,
                  seen: <Timestamp at={session.lastSeenAt} show="relative" />,
                  ends: <Timestamp at={session.expiresAt} />,
                }}
              />
            </div>
          </div>
          {!session.current && (
            <div className="kw-item-actions">
              <Button
                variant="secondary"
                size="sm"
                isDanger
                isLoading={endingId === session.id}
                isDisabled={endingId !== null}
                aria-label={say('identity.end-the-session-on', {
                  device: session.device,
                })}
                onClick={() => {
                  onEnd(session.id);
                }}
              >
                {say('identity.end')}
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
