import './known-problems.css';

import {
  knownProblems,
  searchKnownProblems,
  type KnownProblem,
} from '@keyward/contract/known-problems';
import { say } from '@keyward/messages';
import { Button, Label } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState, type ReactNode } from 'react';

import { operationsQuery } from '../../api/operations.ts';
import { ChoiceFilter } from '../../list/choice-filter.tsx';
import { CsvButton } from '../../list/csv-button.tsx';
import { valuesOf, type Filters } from '../../list/filters.ts';
import { ListBar } from '../../list/list-bar.tsx';
import { NothingMatches } from '../../list/nothing-matches.tsx';
import { SearchField } from '../../list/search-field.tsx';
import { PROBLEM_COLUMNS } from './problem-columns.ts';
import { isOf, PROBLEM_SYSTEMS, SYSTEM_CHOICES } from './problem-words.ts';

const ALL = knownProblems();
const PAGE = 40;

/** What one operation says of a code that others meet too. */
function useOnlyOperation({
  system,
  operations: [only, ...others],
}: KnownProblem): string | null {
  const { data } = useQuery(operationsQuery);
  if (only === undefined || others.length > 0) return null;
  return system === 'vcenter' || system === 'esx'
    ? (data?.items.find(({ id }) => id === only)?.title ?? null)
    : null;
}

function ProblemRow({ problem }: { problem: KnownProblem }): ReactNode {
  const operation = useOnlyOperation(problem);
  return (
    <li className="kw-problem-row">
      <p className="kw-problem-code">
        <code>{problem.code}</code>
        {problem.name !== null && <span>{problem.name}</span>}
        <Label isCompact variant="outline">
          {PROBLEM_SYSTEMS[problem.system]}
        </Label>
      </p>
      <p className="kw-problem-sentence">
        <Link to="/known-problems/$id" params={{ id: problem.id }}>
          {problem.sentence}
        </Link>
      </p>
      <p className="kw-subtle">{problem.fix}</p>
      {operation !== null && (
        <p className="kw-fine-print">
          {say('known-problems.in-operation', { operation })}
        </p>
      )}
    </li>
  );
}

interface ProblemsListProps {
  filters: Filters;
  onFilter: (patch: Filters) => void;
  onClear: () => void;
}

/** Every error that is explained, found by its code or by what somebody reads out. */
export function ProblemsList({
  filters,
  onFilter,
  onClear,
}: ProblemsListProps): ReactNode {
  const text = filters['q'] ?? '';
  const systems = valuesOf(filters['system']);
  const wanted = useDeferredValue(text);
  const found = searchKnownProblems(ALL, wanted).filter((problem) =>
    isOf(problem, systems),
  );
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      <ListBar
        filters={filters}
        onClear={onClear}
        summary={
          <>
            <span className="kw-list-count" role="status">
              {say('known-problems.found', { count: found.length })}
            </span>
            <CsvButton
              name="keyward-known-problems"
              columns={PROBLEM_COLUMNS}
              rows={found}
            />
          </>
        }
      >
        <SearchField
          label={say('known-problems.search')}
          hint={say('known-problems.code-or-words')}
          value={text}
          onChange={(q) => {
            setShown(PAGE);
            onFilter({ q });
          }}
        />
        <ChoiceFilter
          label={say('known-problems.reported-by')}
          choices={SYSTEM_CHOICES}
          value={filters['system']}
          onChange={(system) => {
            setShown(PAGE);
            onFilter({ system });
          }}
        />
      </ListBar>
      {found.length === 0 ? (
        <NothingMatches
          onClear={onClear}
          title={say('known-problems.nothing-is-known')}
        >
          {say('known-problems.try-fewer-words')}
        </NothingMatches>
      ) : (
        <ul
          className="kw-problem-rows"
          aria-label={say('known-problems.known-problems')}
        >
          {found.slice(0, shown).map((problem) => (
            <ProblemRow key={problem.id} problem={problem} />
          ))}
        </ul>
      )}
      {found.length > shown && (
        <div className="kw-list-more">
          <Button
            variant="secondary"
            onClick={() => {
              setShown(shown + PAGE);
            }}
          >
            {say('list.show-more')}
          </Button>
        </div>
      )}
    </>
  );
}
