import { Label, type LabelProps } from '@patternfly/react-core';
import {
  BanIcon,
  CheckCircleIcon,
  ClockIcon,
  ExclamationCircleIcon,
  ExclamationTriangleIcon,
  InProgressIcon,
  MinusCircleIcon,
  QuestionCircleIcon,
} from '@patternfly/react-icons';
import type { ComponentType, ReactNode } from 'react';

/** What a state means for the person who looks at it; the word itself is the caller's. */
export type StatusTone =
  | 'waiting'
  | 'progress'
  | 'good'
  | 'warning'
  | 'bad'
  | 'unknown'
  | 'stopped'
  | 'quiet';

const LOOK = {
  waiting: { look: { color: 'blue' }, icon: ClockIcon },
  progress: { look: { status: 'info' }, icon: InProgressIcon },
  good: { look: { status: 'success' }, icon: CheckCircleIcon },
  warning: { look: { status: 'warning' }, icon: ExclamationTriangleIcon },
  bad: { look: { status: 'danger' }, icon: ExclamationCircleIcon },
  unknown: { look: { status: 'custom' }, icon: QuestionCircleIcon },
  stopped: { look: { color: 'grey' }, icon: BanIcon },
  quiet: { look: { color: 'grey' }, icon: MinusCircleIcon },
} as const satisfies Record<
  StatusTone,
  { look: Pick<LabelProps, 'color' | 'status'>; icon: ComponentType }
>;

/** A state as icon, word and colour, so that none of the three is needed alone. */
export function StatusLabel({
  tone,
  children,
  isCompact = true,
}: {
  tone: StatusTone;
  children: ReactNode;
  isCompact?: boolean;
}): ReactNode {
  const { look, icon: Icon } = LOOK[tone];
  return (
    <Label
      isCompact={isCompact}
      variant="outline"
      {...look}
      icon={<Icon />}
      className="kw-status"
    >
      {children}
    </Label>
  );
}
