import type { Verification } from '@keyward/contract';
import { say } from '@keyward/messages';
import {
  CheckCircleIcon,
  InfoCircleIcon,
  QuestionCircleIcon,
} from '@patternfly/react-icons';
import { Alert, FactText, StatusLabel, type StatusTone } from '@keyward/ui';
import type { ComponentType, ReactNode } from 'react';

const LEVELS = {
  full: {
    tone: 'good',
    word: say('tasks.fully-verified'),
    text: say('tasks.the-read-back-shows-the-change-as'),
  },
  partial: {
    tone: 'good',
    word: say('tasks.verified-as-far-as-can-be-read'),
    text: say('tasks.what-the-target-lets-us-read-is'),
  },
  none: {
    tone: 'unknown',
    word: say('tasks.not-verified'),
    text: say('tasks.the-target-lets-us-read-nothing-that'),
  },
} as const satisfies Record<
  Verification['level'],
  { tone: StatusTone; word: string; text: string }
>;

function Lines({
  title,
  lines,
  icon: Icon,
  tone = 'quiet',
}: {
  title: string;
  lines: readonly string[];
  icon: ComponentType;
  tone?: 'good' | 'quiet';
}): ReactNode {
  if (lines.length === 0) return null;
  return (
    <>
      <h3 className="kw-subheading">{title}</h3>
      <ul className="kw-icon-list">
        {lines.map((line, index) => (
          <li key={index}>
            <span className={`kw-icon-${tone}`}>
              <Icon />
            </span>
            <FactText text={line} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** How far the change was proved by reading back, and what no read can prove. */
export function VerificationView({
  verification,
}: {
  verification: Verification;
}): ReactNode {
  const { tone, word, text } = LEVELS[verification.level];
  const isContradicted = verification.contradiction !== undefined;
  return (
    <>
      <p className="kw-lead">
        <StatusLabel tone={isContradicted ? 'bad' : tone}>
          {isContradicted ? say('tasks.contradicted') : word}
        </StatusLabel>{' '}
        {isContradicted ? say('tasks.the-read-back-does-not-show-what') : text}
      </p>
      {verification.contradiction !== undefined && (
        <Alert
          isInline
          isPlain
          variant="danger"
          component="h3"
          title={verification.contradiction}
        />
      )}
      <Lines
        title={say('tasks.proved-by-reading-back')}
        lines={verification.proved}
        icon={CheckCircleIcon}
        tone="good"
      />
      <Lines
        title={say('tasks.cannot-be-proved-by-any-read')}
        lines={verification.notProved}
        icon={QuestionCircleIcon}
      />
      <Lines
        title={say('tasks.seen-beside-it')}
        lines={verification.observed ?? []}
        icon={InfoCircleIcon}
      />
    </>
  );
}
