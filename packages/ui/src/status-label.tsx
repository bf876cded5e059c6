import { Label } from '@patternfly/react-core';
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
  waiting: { color: 'blue', icon: ClockIcon },
  progress: { color: 'blue', icon: InProgressIcon },
  good: { color: 'green', icon: CheckCircleIcon },
  warning: { color: 'orange', icon: ExclamationTriangleIcon },
  bad: { color: 'red', icon: ExclamationCircleIcon },
  unknown: { color: 'purple', icon: QuestionCircleIcon },
  stopped: { color: 'grey', icon: BanIcon },
  quiet: { color: 'grey', icon: MinusCircleIcon },
} as const satisfies Record<StatusTone, { color: string; icon: ComponentType }>;

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
  const { color, icon: Icon } = LOOK[tone];
  return (
    <Label
      isCompact={isCompact}
      variant="outline"
      color={color}
      icon={<Icon />}
      className="kw-status"
    >
      {children}
    </Label>
  );
}
