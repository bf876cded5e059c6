import type { ChangeSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Timestamp, VisibleText } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { ItemRow } from '../../page/item-rows.tsx';
import { targetName } from '../../wording/target-name.ts';
import { ChangeStateLabel } from './change-state-label.tsx';

/** A change in two lines: what it is and how it stands, then where, for whom and since when. */
export function ChangeItem({
  change,
  aside,
  note,
  actions,
  isOwn = false,
}: {
  change: ChangeSummary;
  /** Instead of the state. */
  aside?: ReactNode;
  /** How it stands, as a sentence. */
  note?: ReactNode;
  /** What can be done about it right here. */
  actions?: ReactNode;
  /** Whose it is goes without saying. */
  isOwn?: boolean;
}): ReactNode {
  return (
    <ItemRow
      link={
        <Link
          to="/changes/$id"
          params={{ id: change.id }}
          className="kw-reference"
        >
          {change.reference}
        </Link>
      }
      title={<VisibleText text={change.title} />}
      aside={aside ?? <ChangeStateLabel change={change} />}
      {...(note === undefined ? {} : { note })}
      actions={actions}
      facts={[
        <VisibleText key="target" text={targetName(change.target)} />,
        isOwn ? null : (
          <VisibleText key="who" text={change.requester.displayName} />
        ),
        change.ticket === null ? null : (
          <VisibleText key="ticket" text={change.ticket} />
        ),
        <span key="when">
          {say('changes.asked')}{' '}
          <Timestamp at={change.createdAt} show="relative" />
        </span>,
      ]}
    />
  );
}
