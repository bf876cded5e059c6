import type { TaskDetail } from '@keyward/contract';
import { ProblemNotice } from '@keyward/ui';
import { useState, type ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { ReasonedButton } from '../../page/reasoned-button.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { ReconcileDialog } from './reconcile-dialog.tsx';
import { useTaskActions } from './use-task-actions.ts';

function refusalOf(
  task: TaskDetail,
  action: keyof TaskDetail['actions'],
): string | null {
  const { allowed, reason } = task.actions[action];
  return allowed ? null : (reason ?? 'Not possible in the present state.');
}

/** Stop, try again, or say what happened; what cannot be done now says why. */
export function TaskActionsBar({ task }: { task: TaskDetail }): ReactNode {
  const actions = useTaskActions(task.id);
  const [isReconciling, setReconciling] = useState(false);
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
        {task.state === 'outcome_unknown' && (
          <ReasonedButton
            variant="primary"
            disabledReason={refusalOf(task, 'reconcile')}
            onClick={() => {
              actions.reconcile.reset();
              setReconciling(true);
            }}
          >
            Say what happened
          </ReasonedButton>
        )}
        {task.actions.retry.allowed && (
          <ReasonedButton
            variant="primary"
            disabledReason={null}
            isLoading={actions.retry.isPending}
            onClick={() => {
              actions.retry.mutate();
            }}
          >
            Try again
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
            Stop the task
          </ReasonedButton>
        )}
      </div>
      {isReconciling && (
        <ReconcileDialog
          task={task}
          action={actions.reconcile}
          onClose={() => {
            setReconciling(false);
          }}
        />
      )}
    </>
  );
}
