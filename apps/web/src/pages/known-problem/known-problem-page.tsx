import { knownProblems } from '@keyward/contract/known-problems';
import { say } from '@keyward/messages';
import { EmptyPage } from '@keyward/ui';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { CopyProblem } from '../../features/known-problems/copy-problem.tsx';
import { ProblemStory } from '../../features/known-problems/problem-story.tsx';
import { AboveTitle } from '../../page/above-title.tsx';
import { LinkButton } from '../../page/link-button.tsx';
import { PageFrame } from '../../page/page-frame.tsx';

const ALL = knownProblems();

/** One known problem, to read aloud. */
export function KnownProblemPage(): ReactNode {
  const { id } = useParams({ from: '/signed-in/known-problems/$id' });
  const problem = ALL.find((each) => each.id === id);
  const above = (
    <AboveTitle
      to="/known-problems"
      text={say('known-problems.known-problems')}
      current={problem?.code ?? id}
    />
  );
  if (problem === undefined) {
    return (
      <PageFrame title={say('known-problems.not-in-the-list')} above={above}>
        <EmptyPage
          title={say('known-problems.no-entry-has-this-address')}
          actions={
            <LinkButton to="/known-problems" variant="link">
              {say('known-problems.search-the-list')}
            </LinkButton>
          }
        />
      </PageFrame>
    );
  }
  return (
    <PageFrame
      title={problem.sentence}
      tab={`${problem.code} · ${problem.sentence}`}
      above={above}
      {...(problem.name === null ? {} : { description: problem.name })}
      actions={<CopyProblem problem={problem} />}
    >
      <ProblemStory problem={problem} />
    </PageFrame>
  );
}
