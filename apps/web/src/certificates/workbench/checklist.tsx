import { say } from '@keyward/messages';
import type { Finding } from '@keyward/pki/bundle';
import { FactText, StatusLabel, type StatusTone } from '@keyward/ui';
import { type ReactNode, useId } from 'react';

const TONES: Readonly<
  Record<Finding['severity'], [tone: StatusTone, word: string]>
> = {
  blocker: ['bad', 'stops'],
  warning: ['warning', 'look'],
  info: ['quiet', 'note'],
};

/** What was checked: what is wrong first, each with what to do about it; what is right folded away. */
export function Checklist({
  findings,
}: {
  findings: readonly Finding[];
}): ReactNode {
  const headingId = useId();
  const wrong = findings.filter(({ passed }) => !passed);
  const right = findings.filter(({ passed }) => passed);
  return (
    <section aria-labelledby={headingId}>
      <h4 id={headingId} className="kw-workbench-heading">
        {say('workbench.checks')}
      </h4>
      {wrong.length > 0 && (
        <ul
          className="kw-plain-list kw-checklist"
          aria-label={say('workbench.to-look-at')}
        >
          {wrong.map((finding) => (
            <WrongLine key={`${finding.id} ${finding.sentence}`} {...finding} />
          ))}
        </ul>
      )}
      {right.length > 0 && (
        <details open={wrong.length === 0}>
          <summary>
            {say('workbench.checks-passed', { count: right.length })}
          </summary>
          <ul
            className="kw-plain-list kw-checklist"
            aria-label={say('workbench.passed')}
          >
            {right.map((finding) => (
              <li key={finding.id} className="kw-check-line">
                <StatusLabel tone="good">{say('workbench.good')}</StatusLabel>
                <span>
                  <strong>{finding.title}.</strong>{' '}
                  <FactText text={finding.sentence} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function WrongLine({ severity, sentence, nextStep }: Finding): ReactNode {
  const [tone, word] = TONES[severity];
  return (
    <li className="kw-check-line">
      <StatusLabel tone={tone}>{word}</StatusLabel>
      <span>
        <FactText text={sentence} />
        {nextStep !== null && (
          <span className="kw-fine-print kw-next-step"> {nextStep}</span>
        )}
      </span>
    </li>
  );
}
