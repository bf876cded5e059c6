import { say } from '@keyward/messages';
import { Button, PageSection } from '@patternfly/react-core';
import { ProblemNotice } from '@keyward/ui';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { problemOf } from '../api/api-problem.ts';
import { PageHeading } from '../page/page-heading.tsx';
import { noticedProblem } from '../wording/noticed-problem.ts';

/** What stands in place of a page that failed: plain words, a way on, and never a blank screen. */
export function CrashPage({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  const tryAgain = (): void => {
    reset();
    void router.invalidate();
  };
  return (
    <PageSection>
      <PageHeading title={say('app.this-page-could-not-be-shown')} />
      <ProblemNotice problem={noticedProblem(problemOf(error))}>
        <p>
          <Button variant="link" isInline onClick={tryAgain}>
            {say('app.try-again')}
          </Button>{' '}
          <Button variant="link" isInline component="a" href="/">
            {say('app.go-to-the-home-page')}
          </Button>
        </p>
      </ProblemNotice>
    </PageSection>
  );
}
