import type { MovedFact, TaskDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Alert } from '@keyward/ui';
import type { ReactNode } from 'react';

import { SectionCard } from '../../page/section-card.tsx';
import { OutcomeDoubt } from './outcome-doubt.tsx';
import { TaskActionsBar } from './task-actions-bar.tsx';
import { TaskExpectation } from './task-expectation.tsx';
import { TaskFacts } from './task-facts.tsx';
import { TaskLog } from './task-log.tsx';
import { TaskOutcome } from './task-outcome.tsx';
import { TaskProgress } from './task-progress.tsx';
import { TaskSteps } from './task-steps.tsx';
import { VerificationView } from './verification-view.tsx';

interface TaskStoryProps {
  task: TaskDetail;
  canControl: boolean;
  canOpenConnections: boolean;
  /** What its change made for a person to take along. */
  outcome: ReactNode;
  /** Facts that differ from those the change was planned on. */
  showMoved: (moved: readonly MovedFact[]) => ReactNode;
}

/** A task in the order of a person's questions: where is it, what happened, what next? */
export function TaskStory({
  task,
  canControl,
  canOpenConnections,
  outcome,
  showMoved,
}: TaskStoryProps): ReactNode {
  const hasControls =
    canControl && (task.endedAt === null || task.actions.retry.allowed);
  return (
    <div className="kw-columns">
      <div className="kw-column-main">
        <TaskOutcome task={task} canOpenConnections={canOpenConnections} />
        {outcome}
        {canControl && task.state === 'outcome_unknown' && (
          <OutcomeDoubt task={task} showMoved={showMoved} />
        )}
        {task.caution !== null && (
          <Alert
            isInline
            isPlain
            variant="warning"
            component="h2"
            title={task.caution}
          />
        )}
        <SectionCard title={say('tasks.steps')}>
          {task.state === 'running' && (
            <>
              <TaskProgress step={task.currentStep} progress={task.progress} />
              <TaskExpectation task={task} />
            </>
          )}
          <TaskSteps
            steps={task.steps}
            task={task.state}
            told={task.explanation?.sentence ?? null}
          />
          {hasControls && <TaskActionsBar task={task} />}
        </SectionCard>
        {task.verification !== null && (
          <SectionCard title={say('tasks.verification')}>
            <VerificationView verification={task.verification} />
          </SectionCard>
        )}
        <SectionCard title={say('tasks.what-happened')}>
          <TaskLog task={task} />
        </SectionCard>
      </div>
      <div className="kw-column-side">
        <SectionCard title={say('tasks.facts')}>
          <TaskFacts task={task} />
        </SectionCard>
      </div>
    </div>
  );
}
