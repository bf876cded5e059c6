import { Alert } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import type { ShownProblem } from './shown-problem.ts';

/**
 * A refusal in the order a person needs it: what happened, what to do next, what the vendor said, and last the
 * code and ids that a ticket wants.
 */
export function ProblemAlert({
  problem,
  children,
}: {
  problem: ShownProblem;
  children?: ReactNode;
}): ReactNode {
  const [headline, ...causes] = problem.upstream?.messages ?? [];
  const unplaced = problem.fieldErrors ?? [];
  return (
    <Alert
      variant="danger"
      isInline
      component="h2"
      title={problem.detail ?? problem.title}
      className="kw-problem"
    >
      {problem.nextStep !== undefined && <p>{problem.nextStep}</p>}
      {children}
      {problem.detail === undefined && unplaced.length > 0 && (
        <ul className="kw-plain-list">
          {unplaced.map((error) => (
            <li key={`${error.pointer} ${error.code}`}>{error.message}</li>
          ))}
        </ul>
      )}
      {headline !== undefined && (
        <blockquote className="kw-vendor-text">
          {headline.text}
          {causes.map((cause, index) => (
            <div key={index}>caused by: {cause.text}</div>
          ))}
        </blockquote>
      )}
      <p className="kw-fine-print">
        {[
          problem.code,
          problem.upstream?.httpStatus === undefined
            ? ''
            : `target answered HTTP ${String(problem.upstream.httpStatus)}`,
          problem.upstream?.errorType ?? problem.upstream?.code ?? '',
          problem.upstream?.upstreamTaskId === undefined
            ? ''
            : `upstream task ${problem.upstream.upstreamTaskId}`,
          `request ${problem.requestId}`,
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
    </Alert>
  );
}
