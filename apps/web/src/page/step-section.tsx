import './steps.css';

import { say } from '@keyward/messages';
import { Button, Title } from '@patternfly/react-core';
import { useEffect, useRef, type ReactNode } from 'react';

interface StepSectionProps {
  number: number;
  title: string;
  state: 'upcoming' | 'current' | 'done';
  /** What was chosen, in one line, once the step is done. */
  summary?: ReactNode;
  /** Opens a finished step again. */
  onChange?: (() => void) | undefined;
  changeLabel?: string;
  /** Moves the reader here when the step becomes current; off for the step a page opens with. */
  takesFocus?: boolean;
  children?: ReactNode;
}

/** One numbered part of the page: a line while it is waiting or done, its content while it is the one to do. */
export function StepSection(props: StepSectionProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const { state, takesFocus = false } = props;
  const before = useRef<StepSectionProps['state']>(undefined);
  useEffect(() => {
    if (state === 'current' && before.current !== state && takesFocus) {
      heading.current?.focus();
    }
    before.current = state;
  }, [state, takesFocus]);
  const change = props.changeLabel ?? say('page.change');
  return (
    <section className={`kw-step kw-step-${state}`} aria-label={props.title}>
      <div className="kw-step-head">
        <span className="kw-step-number" aria-hidden>
          {state === 'done' ? '✓' : props.number}
        </span>
        <Title
          headingLevel="h2"
          size="lg"
          ref={heading}
          tabIndex={-1}
          className="kw-step-title"
        >
          {props.title}
        </Title>
        {state === 'done' && (
          <span className="kw-step-summary">{props.summary}</span>
        )}
        {state === 'done' && props.onChange !== undefined && (
          <Button
            variant="link"
            isInline
            aria-label={say('page.change-of-step', {
              change,
              step: props.title,
            })}
            onClick={props.onChange}
          >
            {change}
          </Button>
        )}
      </div>
      {props.children !== undefined && props.children !== false && (
        <div className="kw-step-body">{props.children}</div>
      )}
    </section>
  );
}
