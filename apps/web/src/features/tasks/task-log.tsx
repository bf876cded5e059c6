import type { TaskDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button, Switch } from '@patternfly/react-core';
import { FactText, ProblemNotice, Timestamp } from '@keyward/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { earlierEventsQuery } from '../../api/tasks.ts';
import { noticedProblem } from '../../wording/noticed-problem.ts';

/** Everything that happened, newest last; while following, the newest line stays in view. */
export function TaskLog({ task }: { task: TaskDetail }): ReactNode {
  const [isFollowing, setFollowing] = useState(true);
  const box = useRef<HTMLOListElement>(null);
  const earlier = useInfiniteQuery(earlierEventsQuery(task));
  const before = earlier.data?.pages.flatMap(({ items }) => items).reverse();
  const hasMore =
    before === undefined ? task.eventsBefore !== null : earlier.hasNextPage;
  const events = [...(before ?? []), ...task.events];
  const count = events.length;
  useEffect(() => {
    if (isFollowing && box.current !== null) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [count, isFollowing]);
  return (
    <>
      {earlier.error !== null && (
        <ProblemNotice problem={noticedProblem(problemOf(earlier.error))} />
      )}
      {hasMore && (
        <Button
          variant="link"
          isInline
          isLoading={earlier.isFetching}
          onClick={() => {
            setFollowing(false);
            void earlier.fetchNextPage();
          }}
        >
          {say('tasks.show-earlier-lines')}
        </Button>
      )}
      {task.endedAt === null && (
        <Switch
          id="follow-log"
          label={say('tasks.follow-the-newest-line')}
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
        aria-label={say('tasks.events')}
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
