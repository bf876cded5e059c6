import './guide.css';

import { say } from '@keyward/messages';
import { CheckCircleIcon } from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import type { ReactNode } from 'react';

export interface GuideStep {
  key: string;
  title: string;
  text: string;
  isDone: boolean;
  /** Shown with the step that is next. */
  action: ReactNode;
}

/** Steps in their order: what is done is ticked, and the first that is not has its link. */
export function GuideSteps({
  steps,
}: {
  steps: readonly GuideStep[];
}): ReactNode {
  const next = steps.find(({ isDone }) => !isDone);
  return (
    <ol className="kw-guide-steps">
      {steps.map((step, index) => (
        <li
          key={step.key}
          className={
            step === next ? 'kw-guide-step kw-guide-next' : 'kw-guide-step'
          }
          {...(step === next ? { 'aria-current': 'step' as const } : {})}
        >
          <span className="kw-guide-mark" aria-hidden>
            {step.isDone ? (
              <CheckCircleIcon className="kw-icon-good" />
            ) : (
              index + 1
            )}
          </span>
          <div className="kw-guide-words">
            <h3>
              {step.title}{' '}
              {step.isDone && (
                <span className="pf-v6-screen-reader">{say('guide.done')}</span>
              )}
            </h3>
            {!step.isDone && <p className="kw-subtle">{step.text}</p>}
            {step === next && step.action}
          </div>
        </li>
      ))}
    </ol>
  );
}
