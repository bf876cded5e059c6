import type { Step, StepState, TaskState } from '@keyward/contract';
import { Say, say } from '@keyward/messages';
import {
  ProgressStep,
  ProgressStepper,
  type ProgressStepProps,
} from '@patternfly/react-core';
import { MinusIcon } from '@patternfly/react-icons';
import {
  describeDuration,
  Duration,
  Timestamp,
  VisibleText,
} from '@keyward/ui';
import type { ReactNode } from 'react';

const LOOK = {
  waiting: { variant: 'pending', word: say('tasks.waiting') },
  running: { variant: 'info', word: say('tasks.running') },
  done: { variant: 'success', word: say('tasks.done') },
  failed: { variant: 'danger', word: say('tasks.failed') },
  skipped: { variant: 'pending', word: say('tasks.not-needed') },
} as const satisfies Record<
  StepState,
  { variant: ProgressStepProps['variant']; word: string }
>;

interface StepLook {
  variant: NonNullable<ProgressStepProps['variant']>;
  word: string;
}

/** How a step stands, given how its task does: what a failure or a stop cut off was not "not needed". */
function lookOf(step: Step, task: TaskState): StepLook {
  if (task === 'outcome_unknown' && step.state === 'failed') {
    return { variant: 'warning', word: say('tasks.outcome-not-known') };
  }
  if (step.state === 'skipped' && (task === 'failed' || task === 'cancelled')) {
    return {
      variant: 'pending',
      word:
        step.startedAt === null
          ? say('tasks.not-reached')
          : say('tasks.stopped'),
    };
  }
  return LOOK[step.state];
}

function StepWords({
  step,
  word,
  told,
}: {
  step: Step;
  word: string;
  told: string | null;
}): ReactNode {
  return (
    <>
      <span>{word}</span>
      {step.startedAt !== null && (
        <>
          {' · '}
          <Timestamp at={step.startedAt} show="clock" />,{' '}
          <Duration from={step.startedAt} to={step.endedAt} />
        </>
      )}
      {step.state === 'running' && step.expectedSeconds !== null && (
        <>
          {' '}
          {say('tasks.usually-up-to', {
            usual: describeDuration(
              Math.max(1_000, step.expectedSeconds * 1_000),
            ),
          })}
        </>
      )}
      {step.attempts > 1 && (
        <>
          {' '}
          <Say id="tasks.attempts" values={{ attempts: step.attempts }} />
        </>
      )}
      {step.note !== null && step.note !== told && (
        <span className="kw-step-note">
          <VisibleText text={step.note} />
        </span>
      )}
    </>
  );
}

interface TaskStepsProps {
  steps: readonly Step[];
  /** State of the task they belong to. */
  task: TaskState;
  /** A sentence that stands above already; a note that only repeats it is left out. */
  told?: string | null;
  isVertical?: boolean;
}

/** The steps of a task in order, each with its state in words, when it began and how long it took. */
export function TaskSteps({
  steps,
  task,
  told = null,
  isVertical = true,
}: TaskStepsProps): ReactNode {
  return (
    <ProgressStepper
      isVertical={isVertical}
      aria-label={say('tasks.steps')}
      className="kw-steps"
    >
      {steps.map((step) => {
        const { variant, word } = lookOf(step, task);
        return (
          <ProgressStep
            key={step.key}
            id={`step-${step.key}`}
            titleId={`step-${step.key}-title`}
            variant={variant}
            isCurrent={step.state === 'running'}
            aria-label={`${step.title}: ${word}`}
            {...(step.state === 'skipped' ? { icon: <MinusIcon /> } : {})}
            description={
              isVertical ? (
                <StepWords step={step} word={word} told={told} />
              ) : (
                word
              )
            }
          >
            {step.title}
          </ProgressStep>
        );
      })}
    </ProgressStepper>
  );
}
