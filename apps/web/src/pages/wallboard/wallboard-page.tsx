import { say } from '@keyward/messages';
import { useNow } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';

import { viewOf, type LiveState } from '../../api/live/live-state.ts';
import { useLive } from '../../features/live/live-context.tsx';
import { LiveStatus } from '../../features/live/live-status.tsx';
import { useWallTasks } from '../../features/tasks/wallboard/use-wall-tasks.ts';
import { Wallboard } from '../../features/tasks/wallboard/wallboard.tsx';
import { PageHeading } from '../../page/page-heading.tsx';

function LiveAge({ state }: { state: LiveState }): ReactNode {
  const now = useNow(1_000);
  const isPaused = viewOf(state, now).kind === 'paused';
  return (
    <div className={`kw-wall-live ${isPaused ? 'kw-wall-live-paused' : ''}`}>
      <LiveStatus />
      {!isPaused && state.lastHeardMs !== null && (
        <span className="kw-number">
          {say('wallboard.last-update', {
            seconds: Math.max(0, Math.round((now - state.lastHeardMs) / 1000)),
          })}
        </span>
      )}
    </div>
  );
}

function FullScreen(): ReactNode {
  if (!document.fullscreenEnabled) return null;
  return (
    <Button
      variant="link"
      isInline
      onClick={() => void document.documentElement.requestFullscreen()}
    >
      {say('wallboard.full-screen')}
    </Button>
  );
}

/** The tasks on a wall. Esc, or its link, leads back to the list. */
export function WallboardPage(): ReactNode {
  const { colours } = useSearch({ from: '/signed-in/wallboard' });
  const navigate = useNavigate();
  const { state } = useLive();
  const tasks = useWallTasks();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // Esc leaves the full screen first; the browser says so by keeping the key for itself.
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      void navigate({ to: '/tasks', search: {} });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [navigate]);
  return (
    <Wallboard
      tasks={tasks}
      heading={
        <PageHeading
          title={say('wallboard.tasks')}
          tab={say('wallboard.tab', {
            running: tasks.running.count ?? 0,
            trouble: (tasks.unknown.count ?? 0) + (tasks.failed.count ?? 0),
          })}
        />
      }
      live={<LiveAge state={state} />}
      ways={
        <>
          <Link to="/tasks">{say('wallboard.leave')}</Link>
          <Link
            to="/wallboard"
            search={colours === 'usual' ? {} : { colours: 'usual' }}
            replace
          >
            {colours === 'usual'
              ? say('wallboard.dark')
              : say('wallboard.my-colours')}
          </Link>
          <FullScreen />
        </>
      }
    />
  );
}
