import { say } from '@keyward/messages';
import { BellIcon } from '@patternfly/react-icons/dist/esm/icons/bell-icon';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { unreadQuery } from '../../api/inbox.ts';

const MOST_SHOWN = 99;

/** How much waits in the inbox, and the way there. */
export function InboxBell(): ReactNode {
  const { data: unread = 0 } = useQuery(unreadQuery);
  return (
    <Link
      to="/inbox"
      search={{}}
      className="pf-v6-c-button pf-m-plain kw-bell"
      aria-label={
        unread === 0
          ? say('shell.inbox')
          : say('shell.inbox-unread', { unread })
      }
    >
      <BellIcon aria-hidden />
      {unread > 0 && (
        <span className="kw-bell-count" aria-hidden>
          {unread > MOST_SHOWN ? `${String(MOST_SHOWN)}+` : unread}
        </span>
      )}
    </Link>
  );
}
