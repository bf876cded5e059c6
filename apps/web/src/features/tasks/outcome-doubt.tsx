import type { MovedFact, TaskDetail } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import { ProblemNotice, Timestamp } from '@keyward/ui';
import { Button, Skeleton } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';

import { problemOf } from '../../api/api-problem.ts';
import { taskObservationQuery } from '../../api/tasks.ts';
import { lazyDialog } from '../../lazy-parts/lazy-dialog.tsx';
import { prepareNear } from '../../lazy-parts/lazy-file.ts';
import { ReasonedButton } from '../../page/reasoned-button.tsx';
import { SectionCard } from '../../page/section-card.tsx';
import { noticedProblem } from '../../wording/noticed-problem.ts';
import { targetName } from '../../wording/target-name.ts';
import { ANSWERS } from './doubt-words.ts';
import { SeenAtTarget } from './seen-at-target.tsx';
import { useTaskActions } from './use-task-actions.ts';
import { WhatWasSent } from './what-was-sent.tsx';

const ReconcileDialog = lazyDialog(() =>
  import('./reconcile-dialog.tsx').then((module) => module.ReconcileDialog),
);

interface OutcomeDoubtProps {
  task: TaskDetail;
  showMoved: (moved: readonly MovedFact[]) => ReactNode;
}

/** For the person who is to say what became of a change: what was sent, what the target shows now, and the two answers. */
export function OutcomeDoubt({
  task,
  showMoved,
}: OutcomeDoubtProps): ReactNode {
  const look = useQuery(taskObservationQuery(task.id));
  const seen = look.data;
  return (
    <>
      <SectionCard title={say('tasks.what-was-sent')}>
        <WhatWasSent task={task} sendings={seen?.sendings ?? null} />
      </SectionCard>
      <SectionCard
        title={say('tasks.what-shows-now', {
          targetName: targetName(task.target),
        })}
        aside={
          <Button
            variant="link"
            isInline
            isLoading={look.isFetching}
            isDisabled={look.isFetching}
            onClick={() => void look.refetch()}
          >
            {say('tasks.look-again')}
          </Button>
        }
      >
        {look.error !== null && (
          <ProblemNotice problem={noticedProblem(problemOf(look.error))} />
        )}
        {seen === undefined && look.error === null && (
          <Skeleton
            height="6rem"
            screenreaderText={say('tasks.looking-at-the-target')}
          />
        )}
        {seen !== undefined && (
          <div aria-live="polite" className="kw-stack">
            <SeenAtTarget target={seen.target} showMoved={showMoved} />
            <p className="kw-subtle">
              {seen.target.read ? (
                <Say
                  id="tasks.read-at"
                  values={{
                    time: <Timestamp at={seen.observedAt} show="clock" />,
                  }}
                />
              ) : (
                <Say
                  id="tasks.tried-at"
                  values={{
                    time: <Timestamp at={seen.observedAt} show="clock" />,
                  }}
                />
              )}
            </p>
          </div>
        )}
      </SectionCard>
      <Answers task={task} />
    </>
  );
}

function Answers({ task }: { task: TaskDetail }): ReactNode {
  const { reconcile } = useTaskActions(task.id);
  const [answer, setAnswer] = useState<(typeof ANSWERS)[number] | null>(null);
  const { allowed, reason } = task.actions.reconcile;
  return (
    <SectionCard title={say('tasks.say-what-happened')}>
      <ul className="kw-answers" {...prepareNear(ReconcileDialog)}>
        {ANSWERS.map((each) => (
          <li key={each.outcome}>
            <ReasonedButton
              variant="secondary"
              disabledReason={
                allowed
                  ? null
                  : (reason ?? say('tasks.not-possible-in-the-present-state'))
              }
              onClick={() => {
                reconcile.reset();
                setAnswer(each);
              }}
            >
              {each.label}
            </ReasonedButton>
            <p>{each.means}</p>
          </li>
        ))}
      </ul>
      {answer !== null && (
        <ReconcileDialog
          task={task}
          answer={answer}
          action={reconcile}
          onClose={() => {
            setAnswer(null);
          }}
        />
      )}
    </SectionCard>
  );
}
