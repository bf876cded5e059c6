import type { Progress as TaskProgressFacts, StepKey } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Progress, ProgressSize } from '@patternfly/react-core';
import type { ReactNode } from 'react';

const DOING = {
  check: say('tasks.checking-the-target'),
  apply: say('tasks.sending-the-change'),
  await_upstream: say('tasks.the-target-is-working'),
  verify: say('tasks.reading-back'),
} as const satisfies Record<StepKey, string>;

/** Percent done, from 0 to 100; null when the target does not say how much there is. */
export function percentOf({
  total,
  completed,
}: TaskProgressFacts): number | null {
  return total > 0
    ? Math.min(100, Math.max(0, Math.round((completed / total) * 100)))
    : null;
}

/** What is being done: in the target's words where it has some. */
export function stepWords({
  currentStep,
  progress,
}: {
  currentStep: StepKey | null;
  progress: TaskProgressFacts | null;
}): string {
  return (
    progress?.message ??
    (currentStep === null
      ? say('tasks.waiting-for-a-free-worker')
      : DOING[currentStep])
  );
}

interface TaskProgressProps {
  step: StepKey | null;
  progress: TaskProgressFacts | null;
}

/** One line: what is being done and how far it is. */
export function TaskProgress({ step, progress }: TaskProgressProps): ReactNode {
  const percent = progress === null ? null : percentOf(progress);
  const words = stepWords({ currentStep: step, progress });
  if (percent === null) {
    return <span className="kw-progress-words">{words}</span>;
  }
  return (
    <Progress
      value={percent}
      size={ProgressSize.sm}
      title={words}
      className="kw-progress"
    />
  );
}
