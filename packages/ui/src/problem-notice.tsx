import { Say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { Alert } from './alert.tsx';
import { FactText } from './fact-text.tsx';
import { VisibleText } from './visible-text.tsx';

/** A refusal or failure, as far as a page shows it. */
export interface NoticedProblem {
  sentence: string;
  nextStep?: string | undefined;
  /** The vendor's own words, headline first. */
  vendorText?: readonly string[] | undefined;
  /** Codes and ids that a ticket wants; empty ones are left out. */
  facts?: readonly (string | undefined)[] | undefined;
}

interface ProblemNoticeProps {
  problem: NoticedProblem;
  tone?: 'danger' | 'warning' | 'info';
  headingLevel?: 'h2' | 'h3';
  /** A link to the field, or what to do now. */
  children?: ReactNode;
}

/** In the order a person needs it: what happened, what to do, where, what the vendor said, and last the codes. */
export function ProblemNotice({
  problem,
  tone = 'danger',
  headingLevel = 'h2',
  children,
}: ProblemNoticeProps): ReactNode {
  const [headline, ...causes] = problem.vendorText ?? [];
  const facts = (problem.facts ?? []).filter(
    (fact) => fact !== undefined && fact !== '',
  );
  return (
    <Alert
      isInline
      variant={tone}
      component={headingLevel}
      title={<FactText text={problem.sentence} />}
      className="kw-problem"
    >
      {problem.nextStep !== undefined && problem.nextStep !== '' && (
        <p>
          <FactText text={problem.nextStep} />
        </p>
      )}
      {children}
      {headline !== undefined && (
        <blockquote className="kw-vendor-text">
          <VisibleText text={headline} />
          {causes.map((cause, index) => (
            <div key={index}>
              <Say
                id="ui.caused-by"
                values={{ cause: <VisibleText text={cause} /> }}
              />
            </div>
          ))}
        </blockquote>
      )}
      {facts.length > 0 && <p className="kw-fine-print">{facts.join(' · ')}</p>}
    </Alert>
  );
}
