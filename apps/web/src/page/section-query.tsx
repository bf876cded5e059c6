import { say } from '@keyward/messages';
import { ProblemNotice } from '@keyward/ui';
import { Button, Skeleton } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { problemOf } from '../api/api-problem.ts';
import { noticedProblem } from '../wording/noticed-problem.ts';

interface SectionQueryProps {
  query: { data: unknown; error: Error | null; refetch: () => unknown };
  label: string;
  children: ReactNode;
}

/** The content of a section once it is read, its shape until then, or why it could not be read. */
export function SectionQuery({
  query,
  label,
  children,
}: SectionQueryProps): ReactNode {
  if (query.data !== undefined) return children;
  if (query.error === null) {
    return (
      <div aria-busy="true">
        <Skeleton height="4rem" screenreaderText={label} />
      </div>
    );
  }
  return (
    <ProblemNotice
      problem={noticedProblem(problemOf(query.error))}
      headingLevel="h3"
    >
      <p>
        <Button variant="link" isInline onClick={() => void query.refetch()}>
          {say('page.try-again')}
        </Button>
      </p>
    </ProblemNotice>
  );
}
