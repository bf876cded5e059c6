import './identity.css';

import type { SessionItem } from '@keyward/contract';
import { Timestamp } from '@keyward/ui';
import { Button, Label } from '@patternfly/react-core';
import type { ReactNode } from 'react';

const SIGNED_IN_WITH = {
  password: 'with a password',
  oidc: 'with the organisation’s sign-in',
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
                  This browser
                </Label>
              )}
            </div>
            <div className="kw-subtle">
              Signed in {SIGNED_IN_WITH[session.signedInWith]},{' '}
              <Timestamp at={session.createdAt} />. Last seen{' '}
              <Timestamp at={session.lastSeenAt} show="relative" />; ends at the
              latest <Timestamp at={session.expiresAt} />.
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
                aria-label={`End the session on ${session.device}`}
                onClick={() => {
                  onEnd(session.id);
                }}
              >
                End
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
