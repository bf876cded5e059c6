import { say } from '@keyward/messages';
import { Button, PageSection } from '@patternfly/react-core';
import { LockIcon, SearchIcon } from '@patternfly/react-icons';
import { EmptyPage, ProblemNotice } from '@keyward/ui';
import { useEffect, type ReactNode } from 'react';

import { problemOf } from '../api/api-problem.ts';
import { noticedProblem } from '../wording/noticed-problem.ts';
import { LinkButton } from './link-button.tsx';
import { PageFrame } from './page-frame.tsx';

/** The list in which a record would be. */
export interface ListOfRecord {
  to: '/changes' | '/tasks' | '/connections' | '/people' | '/known-problems';
  text: string;
}

interface PageProblemProps {
  title: string;
  error: unknown;
  onRetry: () => void;
  list?: ListOfRecord;
}

/** A page that could not be read: what happened and a way on. */
export function PageProblem({
  title,
  error,
  onRetry,
  list,
}: PageProblemProps): ReactNode {
  const problem = problemOf(error);
  if (problem.code === 'not_found' || problem.code === 'forbidden') {
    return (
      <NothingToSee
        isForbidden={problem.code === 'forbidden'}
        {...(list === undefined ? {} : { list })}
      />
    );
  }
  return (
    <PageFrame title={title}>
      <ProblemNotice problem={noticedProblem(problem)}>
        <p>
          <Button variant="link" isInline onClick={onRetry}>
            {say('page.try-again')}
          </Button>
        </p>
      </ProblemNotice>
    </PageFrame>
  );
}

/** No such record, or none for this person: the console does not say which, and neither does the page. */
function NothingToSee({
  isForbidden = false,
  list,
}: {
  isForbidden?: boolean;
  list?: ListOfRecord;
}): ReactNode {
  const title = isForbidden
    ? say('page.you-may-not-see-this')
    : say('page.not-found');
  useEffect(() => {
    document.title = say('page.keyward', { title });
  }, [title]);
  return (
    <PageSection isFilled>
      <EmptyPage
        headingLevel="h1"
        title={title}
        icon={isForbidden ? LockIcon : SearchIcon}
        actions={
          <>
            {list !== undefined && (
              <LinkButton variant="secondary" to={list.to} search={{}}>
                {list.text}
              </LinkButton>
            )}
            <LinkButton variant="link" to="/" search={{}}>
              {say('page.go-to-the-home-page')}
            </LinkButton>
          </>
        }
      >
        {isForbidden
          ? say('page.ask-a-security-admin-when-you-need-it')
          : say('page.the-address-may-be-cut-off-what-was')}
      </EmptyPage>
    </PageSection>
  );
}
