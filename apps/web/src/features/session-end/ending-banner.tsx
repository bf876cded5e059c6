import { Say, say } from '@keyward/messages';
import { clockTime } from '@keyward/ui';
import { Banner } from '@patternfly/react-core';
import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** The same for the live region, which has no links. */
export function endingWords(limitMs: number): string {
  return say('session-end.you-will-be-signed-out-at', {
    time: clockTime(new Date(limitMs)),
  });
}

/** The session ends whatever one does: when, and how to go on without a break. */
export function EndingBanner({ limitMs }: { limitMs: number }): ReactNode {
  const here = useLocation({ select: ({ href }) => href });
  return (
    <Banner status="warning" className="kw-notice">
      <strong>{endingWords(limitMs)}</strong>{' '}
      <Say
        id="session-end.no-session-lasts-longer"
        values={{
          link: (children) => (
            <Link to="/sign-in" search={{ next: here }}>
              {children}
            </Link>
          ),
        }}
      />
    </Banner>
  );
}
