import type { Step, StepState } from '@keyward/contract';
import {
  ProgressStep,
  ProgressStepper,
  type ProgressStepProps,
} from '@patternfly/react-core';
import { MinusIcon } from '@patternfly/react-icons';
import { Duration, Timestamp, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

const LOOK = {
  waiting: { variant: 'pending', word: 'waiting' },
  running: { variant: 'info', word: 'running' },
  done: { variant: 'success', word: 'done' },
  failed: { variant: 'danger', word: 'failed' },
  skipped: { variant: 'pending', word: 'not needed' },
} as const satisfies Record<
  StepState,
  { variant: ProgressStepProps['variant']; word: string }
>;

function wordOf(step: Step, isCutShort: boolean): string {
  return step.state === 'skipped' && isCutShort
    ? 'not reached'
    : LOOK[step.state].word;
}

function StepWords({
  step,
  isCutShort,
}: {
  step: Step;
  isCutShort: boolean;
}): ReactNode {
  return (
    <>
      <span>{wordOf(step, isCutShort)}</span>
      {step.startedAt !== null && (
        <>
          {' · '}
          <Timestamp at={step.startedAt} show="clock" />,{' '}
          <Duration from={step.startedAt} to={step.endedAt} />
        </>
      )}
      {step.attempts > 1 && <> · {step.attempts} attempts</>}
      {step.note !== null && (
        <span className="kw-step-note">
          <VisibleText text={step.note} />
        </span>
      )}
    </>
  );
}

interface TaskStepsProps {
  steps: readonly Step[];
  isVertical?: boolean;
}

/** The steps of a task in order, each with its state in words, when it began and how long it took. */
export function TaskSteps({
  steps,
  isVertical = true,
}: TaskStepsProps): ReactNode {
  const isCutShort = steps.some((step) => step.state === 'failed');
  return (
    <ProgressStepper
      isVertical={isVertical}
      aria-label="Steps"
      className="kw-steps"
    >
      {steps.map((step) => (
        <ProgressStep
          key={step.key}
          id={`step-${step.key}`}
          titleId={`step-${step.key}-title`}
          variant={LOOK[step.state].variant}
          isCurrent={step.state === 'running'}
          aria-label={`${step.title}: ${wordOf(step, isCutShort)}`}
          {...(step.state === 'skipped' ? { icon: <MinusIcon /> } : {})}
          description={
            isVertical ? (
              <StepWords step={step} isCutShort={isCutShort} />
            ) : (
              wordOf(step, isCutShort)
            )
          }
        >
          {step.title}
        </ProgressStep>
      ))}
    </ProgressStepper>
  );
}
