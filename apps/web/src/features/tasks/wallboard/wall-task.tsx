import type { TaskSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { describeDuration, Timestamp, useNow, VisibleText } from '@keyward/ui';
import { ExclamationTriangleIcon } from '@patternfly/react-icons';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';

import { targetName } from '../../../wording/target-name.ts';
import { expectationOf, type Expectation } from '../expectation.ts';
import { percentOf, stepWords } from '../task-progress.tsx';
import { TaskStateLabel } from '../task-state-label.tsx';

function Head({ task }: { task: TaskSummary }): ReactNode {
  return (
    <p className="kw-wall-head">
      <Link
        to="/tasks/$id"
        params={{ id: task.id }}
        className="kw-wall-reference"
      >
        {task.reference}
      </Link>
      <strong className="kw-wall-target">{targetName(task.target)}</strong>
      <span className="kw-wall-title">
        <VisibleText text={task.title} />
      </span>
    </p>
  );
}

function timeWords(
  elapsedMs: number,
  expectation: Expectation | null,
): ReactNode {
  const elapsed = describeDuration(elapsedMs);
  if (expectation === null) return elapsed;
  const usual = describeDuration(expectation.expectedMs);
  return expectation.isPast ? (
    <span className="kw-past">
      <ExclamationTriangleIcon />{' '}
      {say('wallboard.longer-than-usual', { elapsed, usual })}
    </span>
  ) : (
    say('wallboard.of-usually', { elapsed, usual })
  );
}

/** How full the bar is, in percent: what the target reports, else the time that it usually takes. */
function shareOf(
  { progress }: TaskSummary,
  expectation: Expectation | null,
): number | null {
  const percent = progress === null ? null : percentOf(progress);
  if (percent !== null || expectation === null) return percent;
  const { elapsedMs, expectedMs } = expectation;
  return Math.min(100, Math.round((elapsedMs / expectedMs) * 100));
}

/** A running task: what on what, how far, and for how long. */
export const RunningRow = memo(function RunningRow({
  task,
}: {
  task: TaskSummary;
}): ReactNode {
  const now = useNow(1_000);
  const expectation = expectationOf(task, now);
  const share = shareOf(task, expectation);
  const elapsedMs =
    task.startedAt === null ? 0 : now - new Date(task.startedAt).getTime();
  const isPast = expectation?.isPast === true;
  return (
    <li className="kw-wall-row">
      <Head task={task} />
      <div
        className={`kw-wall-bar ${isPast ? 'kw-wall-bar-past' : ''}`}
        role="progressbar"
        aria-label={task.reference}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === null ? {} : { 'aria-valuenow': share })}
      >
        <span style={{ inlineSize: `${String(share ?? 0)}%` }} />
      </div>
      <p className="kw-wall-foot">
        <span>
          <TaskStateLabel task={task} /> {stepWords(task)}
        </span>
        <span className="kw-number">{timeWords(elapsedMs, expectation)}</span>
      </p>
    </li>
  );
});

/** A task that waits, failed, or whose outcome nobody knows. */
export const StillRow = memo(function StillRow({
  task,
}: {
  task: TaskSummary;
}): ReactNode {
  return (
    <li className="kw-wall-row">
      <Head task={task} />
      <p className="kw-wall-foot">
        <span>
          <TaskStateLabel task={task} />{' '}
          <span className="kw-wall-standing">
            <VisibleText text={task.standing} />
          </span>
        </span>
        <Timestamp
          at={task.endedAt ?? task.startedAt ?? task.createdAt}
          show="relative"
        />
      </p>
    </li>
  );
});
