import './wallboard.css';

import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import type { WallTasks } from './use-wall-tasks.ts';
import { useScreenOn, useSlowRound } from './use-wall-care.ts';
import { WallClock } from './wall-clock.tsx';
import { WallColumn } from './wall-column.tsx';
import { WallCounts } from './wall-counts.tsx';
import { RunningRow, StillRow } from './wall-task.tsx';

interface WallboardProps {
  tasks: WallTasks;
  heading: ReactNode;
  /** Whether what is shown is live. */
  live: ReactNode;
  /** How to leave, and what else a person at the keyboard can do. */
  ways: ReactNode;
}

/** What runs, for a screen on a wall: read from across the room, left alone for days. */
export function Wallboard(props: WallboardProps): ReactNode {
  const { tasks, heading, live, ways } = props;
  const { running, queued, unknown, failed } = tasks;
  const translate = useSlowRound();
  useScreenOn();
  const isUnread = Object.values(tasks).some(({ failure }) => failure !== null);
  return (
    <div className="kw-wall" style={{ translate }}>
      <header className="kw-wall-top">
        {heading}
        {live}
        <WallClock />
      </header>
      {isUnread && (
        <p className="kw-wall-unread" role="status">
          {say('wallboard.cannot-be-read-now')}
        </p>
      )}
      <WallCounts tasks={tasks} />
      <div className="kw-wall-columns">
        <WallColumn
          className="kw-wall-open"
          title={say('wallboard.running-and-queued')}
          tasks={[...running.tasks, ...queued.tasks]}
          count={(running.count ?? 0) + (queued.count ?? 0)}
          empty={say('wallboard.nothing-runs')}
          draw={(task) =>
            task.state === 'running' ? (
              <RunningRow key={task.id} task={task} />
            ) : (
              <StillRow key={task.id} task={task} />
            )
          }
        />
        <WallColumn
          className="kw-wall-trouble"
          title={say('wallboard.needs-somebody')}
          tasks={[...unknown.tasks, ...failed.tasks]}
          count={(unknown.count ?? 0) + (failed.count ?? 0)}
          empty={say('wallboard.no-trouble')}
          draw={(task) => <StillRow key={task.id} task={task} />}
        />
      </div>
      <footer className="kw-wall-ways">{ways}</footer>
    </div>
  );
}
