import './known-problems.css';

import type { KnownProblem } from '@keyward/contract/known-problems';
import { say } from '@keyward/messages';
import { KeyFacts, StatusLabel, type KeyFact } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { operationsQuery } from '../../api/operations.ts';
import { SectionCard } from '../../page/section-card.tsx';
import { fieldWords } from '../../wording/field-words.ts';
import { PROBLEM_SYSTEMS, PROOFS } from './problem-words.ts';

function useOperationTitles({ operations }: KnownProblem): string[] {
  const { data } = useQuery(operationsQuery);
  return operations.map(
    (id) => data?.items.find((each) => each.id === id)?.title ?? id,
  );
}

function fieldText(field: string): string {
  return field === 'connection'
    ? say('known-problems.the-connection-itself')
    : fieldWords(field);
}

function Facts({ problem }: { problem: KnownProblem }): ReactNode {
  const operations = useOperationTitles(problem);
  const facts: (KeyFact | null)[] = [
    {
      term: say('known-problems.code'),
      value: <code className="kw-monospace">{problem.code}</code>,
    },
    {
      term: say('known-problems.reported-by'),
      value: PROBLEM_SYSTEMS[problem.system],
    },
    problem.field === null
      ? null
      : {
          term: say('known-problems.about'),
          value: fieldText(problem.field),
        },
    {
      term: say('known-problems.met-by'),
      value:
        operations.length === 0 ? (
          say('known-problems.other-tools-only')
        ) : (
          <ul className="kw-plain-list kw-known-facts">
            {operations.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        ),
    },
    problem.calls.length === 0
      ? null
      : {
          term: say('known-problems.vendor-calls'),
          value: (
            <ul className="kw-plain-list kw-known-facts">
              {problem.calls.map((call) => (
                <li key={call}>
                  <code className="kw-monospace">{call}</code>
                </li>
              ))}
            </ul>
          ),
        },
  ];
  return <KeyFacts facts={facts.filter((fact) => fact !== null)} />;
}

/** One known problem in the order of a call: why, what to look at, what to do, and whether anything was changed. */
export function ProblemStory({
  problem,
}: {
  problem: KnownProblem;
}): ReactNode {
  const { tone, word, text } = PROOFS[problem.proof];
  return (
    <div className="kw-columns">
      <div className="kw-column-main">
        <SectionCard title={say('known-problems.why-it-happens')}>
          <p className="kw-lead">{problem.cause}</p>
        </SectionCard>
        <SectionCard title={say('known-problems.what-to-look-at')}>
          <p className="kw-lead">{problem.check}</p>
        </SectionCard>
        <SectionCard title={say('known-problems.what-to-do')}>
          <p className="kw-lead">{problem.fix}</p>
        </SectionCard>
        <SectionCard title={say('known-problems.was-anything-changed')}>
          <p className="kw-lead">
            <StatusLabel tone={tone}>{word}</StatusLabel> {text}
          </p>
        </SectionCard>
      </div>
      <div className="kw-column-side">
        <SectionCard title={say('known-problems.facts')}>
          <Facts problem={problem} />
        </SectionCard>
      </div>
    </div>
  );
}
