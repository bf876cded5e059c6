import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { ProblemNotice } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { problemOf } from '../api/api-problem.ts';
import { noticedProblem } from '../wording/noticed-problem.ts';
import { PageFrame } from './page-frame.tsx';

interface PageProblemProps {
  title: string;
  error: unknown;
  onRetry: () => void;
}

/** A page that could not be read: what happened and a way to try again. */
export function PageProblem({
  title,
  error,
  onRetry,
}: PageProblemProps): ReactNode {
  const problem = problemOf(error);
  const shown =
    problem.code === 'not_found'
      ? { ...problem, detail: say('page.there-is-nothing-here-or-you-may') }
      : problem;
  return (
    <PageFrame
      title={problem.code === 'not_found' ? say('page.not-found') : title}
    >
      <ProblemNotice problem={noticedProblem(shown)}>
        <p>
          {problem.code === 'not_found' ? (
            <Link to="/">{say('page.go-to-the-home-page')}</Link>
          ) : (
            <Button variant="link" isInline onClick={onRetry}>
              {say('page.try-again')}
            </Button>
          )}
        </p>
      </ProblemNotice>
    </PageFrame>
  );
}
