import type { TaskDetail } from '@keyward/contract';
import { Switch } from '@patternfly/react-core';
import { FactText, Timestamp } from '@keyward/ui';
import { useEffect, useRef, useState, type ReactNode } from 'react';

/** Everything that happened, newest last; while following, the newest line stays in view. */
export function TaskLog({
  events,
  isOver,
}: {
  events: TaskDetail['events'];
  /** Nothing more comes, so there is nothing to follow. */
  isOver: boolean;
}): ReactNode {
  const [isFollowing, setFollowing] = useState(true);
  const box = useRef<HTMLOListElement>(null);
  const count = events.length;
  useEffect(() => {
    if (isFollowing && box.current !== null) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [count, isFollowing]);
  return (
    <>
      {!isOver && (
        <Switch
          id="follow-log"
          label="Follow the newest line"
          isChecked={isFollowing}
          isReversed
          onChange={(_event, isChecked) => {
            setFollowing(isChecked);
          }}
        />
      )}
      <ol
        className="kw-log kw-log-box"
        ref={box}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1: a scrolling region must be reachable with the keyboard.
        tabIndex={0}
        aria-label="Events"
      >
        {events.map((event) => (
          <li key={event.seq}>
            <Timestamp at={event.at} show="clock" />
            <FactText text={event.text} />
          </li>
        ))}
      </ol>
    </>
  );
}
