import './inbox.css';

import type { Notification } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import {
  Countdown,
  StatusLabel,
  Timestamp,
  type StatusTone,
} from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { NOTIFICATION_KINDS } from './notification-kinds.ts';
import { NotificationLink } from './notification-link.tsx';

interface InboxListProps {
  notifications: readonly Notification[];
  onRead: (id: string) => void;
}

/** What a person was told, newest first. Opening one marks it as read. */
export function InboxList({
  notifications,
  onRead,
}: InboxListProps): ReactNode {
  return (
    <ul className="kw-inbox" aria-label={say('inbox.notifications')}>
      {notifications.map((each) => (
        <Item
          key={each.id}
          notification={each}
          onRead={() => {
            if (each.readAt === null) onRead(each.id);
          }}
        />
      ))}
    </ul>
  );
}

/** What one was asked to do asks no more once it has been read, or done by somebody. */
function toneOf({ kind, readAt }: Notification): StatusTone {
  const { tone } = NOTIFICATION_KINDS[kind];
  return tone === 'waiting' && readAt !== null ? 'quiet' : tone;
}

function Item({
  notification,
  onRead,
}: {
  notification: Notification;
  onRead: () => void;
}): ReactNode {
  const { kind, phrase, deadline, at, readAt, title } = notification;
  const isUnread = readAt === null;
  return (
    <li
      className={
        isUnread ? 'kw-notification kw-notification-unread' : 'kw-notification'
      }
    >
      <div>
        <StatusLabel tone={toneOf(notification)}>
          {NOTIFICATION_KINDS[kind].word}
        </StatusLabel>
      </div>
      <div className="kw-notification-body">
        <div className="kw-notification-title">
          {isUnread && (
            <span className="pf-v6-screen-reader">{say('inbox.unread')} </span>
          )}
          <NotificationLink notification={notification} onOpen={onRead} />
        </div>
        <div className="kw-notification-facts">
          <Timestamp at={at} show="relative" />
          {phrase !== null && (
            <span>
              <Say
                id="inbox.phrase"
                values={{ strong: <strong>{phrase}</strong> }}
              />
            </span>
          )}
          {deadline !== null && (
            <span>
              <Say
                id="inbox.deadline"
                values={{
                  time: <Countdown until={deadline} over={say('inbox.over')} />,
                }}
              />
            </span>
          )}
        </div>
      </div>
      {isUnread ? (
        <Button
          variant="link"
          size="sm"
          aria-label={say('inbox.mark-title-as-read', { title })}
          onClick={onRead}
        >
          {say('inbox.mark-as-read')}
        </Button>
      ) : (
        <span />
      )}
    </li>
  );
}
