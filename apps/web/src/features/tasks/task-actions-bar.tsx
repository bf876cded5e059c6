import type { TaskDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { ProblemNotice } from '@keyward/ui';
import type { ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { ReasonedButton } from '../../page/reasoned-button.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { useTaskActions } from './use-task-actions.ts';

function refusalOf(
  task: TaskDetail,
  action: keyof TaskDetail['actions'],
): string | null {
  const { allowed, reason } = task.actions[action];
  return allowed
    ? null
    : (reason ?? say('tasks.not-possible-in-the-present-state'));
}

/** Stop, or try again; what cannot be done now says why. */
export function TaskActionsBar({ task }: { task: TaskDetail }): ReactNode {
  const actions = useTaskActions(task.id);
  const error = actions.cancel.error ?? actions.retry.error;
  const isOpen = task.state === 'queued' || task.state === 'running';
  return (
    <>
      {error !== null && (
        <ProblemNotice
          problem={noticedProblem(problemOf(error))}
          headingLevel="h3"
        />
      )}
      <div className="kw-buttons">
        {task.actions.retry.allowed && (
          <ReasonedButton
            variant="primary"
            disabledReason={null}
            isLoading={actions.retry.isPending}
            onClick={() => {
              actions.retry.mutate();
            }}
          >
            {say('tasks.try-again')}
          </ReasonedButton>
        )}
        {isOpen && (
          <ReasonedButton
            variant="secondary"
            disabledReason={refusalOf(task, 'cancel')}
            isLoading={actions.cancel.isPending}
            onClick={() => {
              actions.cancel.mutate();
            }}
          >
            {say('tasks.stop-the-task')}
          </ReasonedButton>
        )}
      </div>
    </>
  );
}
