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
        Checks
      </h4>
      {wrong.length > 0 && (
        <ul className="kw-plain-list kw-checklist" aria-label="To look at">
          {wrong.map((finding) => (
            <WrongLine key={`${finding.id} ${finding.sentence}`} {...finding} />
          ))}
        </ul>
      )}
      {right.length > 0 && (
        <details open={wrong.length === 0}>
          <summary>
            {right.length === 1
              ? '1 check passed'
              : `${String(right.length)} checks passed`}
          </summary>
          <ul className="kw-plain-list kw-checklist" aria-label="Passed">
            {right.map((finding) => (
              <li key={finding.id} className="kw-check-line">
                <StatusLabel tone="good">good</StatusLabel>
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
