import { LANGUAGE, say } from '@keyward/messages';
import {
  CheckCircleIcon,
  ClockIcon,
  ExclamationCircleIcon,
  InProgressIcon,
  QuestionCircleIcon,
} from '@patternfly/react-icons';
import type { ComponentType, ReactNode } from 'react';

import type { WallList, WallTasks } from './use-wall-tasks.ts';

interface Count {
  tone: string;
  icon: ComponentType;
  text: string;
  of: WallList;
}

function numberOf({ count, isMore }: WallList): string {
  if (count === null) return '–';
  return `${count.toLocaleString(LANGUAGE)}${isMore ? '+' : ''}`;
}

/** The numbers that are read from across the room. */
export function WallCounts({ tasks }: { tasks: WallTasks }): ReactNode {
  const counts: readonly Count[] = [
    {
      tone: 'progress',
      icon: InProgressIcon,
      text: say('wallboard.running'),
      of: tasks.running,
    },
    {
      tone: 'waiting',
      icon: ClockIcon,
      text: say('wallboard.queued'),
      of: tasks.queued,
    },
    {
      tone: 'unknown',
      icon: QuestionCircleIcon,
      text: say('wallboard.outcome-unknown'),
      of: tasks.unknown,
    },
    {
      tone: 'bad',
      icon: ExclamationCircleIcon,
      text: say('wallboard.failed-24-h'),
      of: tasks.failed,
    },
    {
      tone: 'good',
      icon: CheckCircleIcon,
      text: say('wallboard.succeeded-24-h'),
      of: tasks.succeeded,
    },
  ];
  return (
    <dl className="kw-wall-counts">
      {counts.map(({ tone, icon: Icon, text, of }) => (
        <div
          key={tone}
          className={`kw-wall-count kw-wall-${tone} ${of.count === 0 ? 'kw-wall-none' : ''}`}
        >
          <dt>
            <Icon /> {text}
          </dt>
          <dd>{numberOf(of)}</dd>
        </div>
      ))}
    </dl>
  );
}
