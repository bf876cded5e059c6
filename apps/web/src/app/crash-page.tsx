import { say } from '@keyward/messages';
import { Button, PageSection } from '@patternfly/react-core';
import { ProblemNotice } from '@keyward/ui';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';

import {
  isApiProblem,
  problemOf,
  type AnyProblem,
} from '../api/api-problem.ts';
import { PageHeading } from '../page/page-heading.tsx';
import { noticedProblem } from '../wording/noticed-problem.ts';
import { isMissingFile } from './missing-file.ts';

/** A foreign error's own message may quote what a page was working on: it is not shown. */
function shownProblem(error: unknown): AnyProblem {
  const problem = problemOf(error);
  if (isApiProblem(error)) return problem;
  if (!isMissingFile(error)) {
    return {
      ...problem,
      detail: say('app.a-part-of-this-page-failed'),
      nextStep: say('app.try-again-or-reload-the-page-if'),
    };
  }
  return {
    ...problem,
    detail: navigator.onLine
      ? say('app.keyward-was-upgraded-or-cannot-be-reached')
      : say('app.this-browser-is-offline-and-the-page'),
    nextStep: say('app.reload-the-page-what-you-saw-before'),
  };
}

/** What a ticket wants, fetched by itself: where no file can be fetched the rest of the page stands without it. */
function TicketButton({ error }: { error: unknown }): ReactNode {
  const [Copy, setCopy] = useState<ComponentType<{ error: unknown }> | null>(
    null,
  );
  useEffect(() => {
    import('./copy-crash.tsx').then(
      ({ CopyCrash }) => {
        setCopy(() => CopyCrash);
      },
      () => undefined,
    );
  }, []);
  return Copy === null ? null : <Copy error={error} />;
}

/** What stands in place of a page that failed: plain words, a way on, and never a blank screen. */
export function CrashPage({ error, reset }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  const isMissing = isMissingFile(error);
  const tryAgain = (): void => {
    reset();
    void router.invalidate();
  };
  const reload = (): void => {
    window.location.reload();
  };
  return (
    <PageSection className="kw-stack">
      <PageHeading title={say('app.this-page-could-not-be-shown')} />
      <ProblemNotice
        problem={{
          ...noticedProblem(shownProblem(error)),
          ...(isApiProblem(error) ? {} : { facts: [] }),
        }}
      />
      <div className="kw-buttons">
        {!isMissing && (
          <Button onClick={tryAgain}>{say('app.try-again')}</Button>
        )}
        <Button variant={isMissing ? 'primary' : 'secondary'} onClick={reload}>
          {say('app.reload-the-page')}
        </Button>
        <TicketButton error={error} />
        <Button variant="link" component="a" href="/">
          {say('app.go-to-the-home-page')}
        </Button>
      </div>
    </PageSection>
  );
}

/** The same where the frame around the pages is what failed. */
export function OuterCrashPage(props: ErrorComponentProps): ReactNode {
  return (
    <main className="kw-outer-crash">
      <CrashPage {...props} />
    </main>
  );
}
