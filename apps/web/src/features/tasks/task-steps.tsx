import type { Step, StepState } from '@keyward/contract';
import {
  ProgressStep,
  ProgressStepper,
  type ProgressStepProps,
} from '@patternfly/react-core';
import { MinusCircleIcon } from '@patternfly/react-icons';
import { Duration, Timestamp, VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

const LOOK = {
  waiting: { variant: 'pending', word: 'waiting' },
  running: { variant: 'info', word: 'running' },
  done: { variant: 'success', word: 'done' },
  failed: { variant: 'danger', word: 'failed' },
  skipped: { variant: 'default', word: 'not needed' },
} as const satisfies Record<
  StepState,
  { variant: ProgressStepProps['variant']; word: string }
>;

function StepWords({ step }: { step: Step }): ReactNode {
  return (
    <>
      <span>{LOOK[step.state].word}</span>
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

/** The steps of a task in order, each with its state in words, when it began and how long it took. */
export function TaskSteps({
  steps,
  isVertical = true,
}: {
  steps: readonly Step[];
  isVertical?: boolean;
}): ReactNode {
  return (
    <ProgressStepper
      isVertical={isVertical}
      isCompact={!isVertical}
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
          aria-label={`${step.title}: ${LOOK[step.state].word}`}
          {...(step.state === 'skipped' ? { icon: <MinusCircleIcon /> } : {})}
          {...(isVertical ? { description: <StepWords step={step} /> } : {})}
        >
          {step.title}
        </ProgressStep>
      ))}
    </ProgressStepper>
  );
}
