import type { Notification } from '@keyward/contract';
import { VisibleText } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface NotificationLinkProps {
  notification: Notification;
  onOpen: () => void;
}

/** Leads to what it is about: for what went wrong the task, else the change, else the connection. */
export function NotificationLink({
  notification: { title, kind, changeId, taskId, connectionId },
  onOpen,
}: NotificationLinkProps): ReactNode {
  const text = <VisibleText text={title} />;
  const isAboutTask = kind === 'failed' || kind === 'needs_reconciliation';
  if (taskId !== null && (isAboutTask || changeId === null)) {
    return (
      <Link to="/tasks/$id" params={{ id: taskId }} onClick={onOpen}>
        {text}
      </Link>
    );
  }
  if (changeId !== null) {
    return (
      <Link to="/changes/$id" params={{ id: changeId }} onClick={onOpen}>
        {text}
      </Link>
    );
  }
  if (connectionId !== null) {
    return (
      <Link
        to="/connections/$id"
        params={{ id: connectionId }}
        onClick={onOpen}
      >
        {text}
      </Link>
    );
  }
  return text;
}
