import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { ChoiceFilter, type Choice } from '../../list/choice-filter.tsx';
import type { Filters } from '../../list/filters.ts';
import { TextFilter } from '../../list/text-filter.tsx';
import {
  useConnectionChoices,
  useOperationChoices,
} from '../../list/use-choices.ts';
import { TASK_STATES } from '../../wording/states.ts';

const STATES: readonly Choice[] = Object.entries(TASK_STATES).map(
  ([value, { word }]) => ({ value, text: word }),
);

const ENDED: readonly Choice[] = [
  { value: 'today', text: say('tasks.today') },
  { value: 'yesterday', text: say('tasks.since-yesterday') },
  { value: 'week', text: say('tasks.in-the-last-7-days') },
];

interface TaskFiltersProps {
  filters: Filters;
  onChange: (patch: Filters) => void;
}

/** Oneself, and whoever an address names. */
function useRequesterChoices(named: string | undefined): readonly Choice[] {
  const { username } = useSession().person;
  const me = { value: username, text: say('tasks.me') };
  return named === undefined || named === username
    ? [me]
    : [me, { value: named, text: named }];
}

export function TaskFilters({
  filters,
  onChange,
}: TaskFiltersProps): ReactNode {
  const operations = useOperationChoices();
  const connections = useConnectionChoices();
  const requesters = useRequesterChoices(filters['requester']);
  return (
    <>
      <TextFilter filters={filters} onChange={onChange} />

      <ChoiceFilter
        label={say('tasks.state')}
        choices={STATES}
        value={filters['state']}
        onChange={(state) => {
          onChange({ state });
        }}
      />

      <ChoiceFilter
        label={say('tasks.operation')}
        choices={operations}
        value={filters['operation']}
        onChange={(operation) => {
          onChange({ operation });
        }}
      />

      <ChoiceFilter
        label={say('tasks.target')}
        choices={connections}
        isSingle
        value={filters['connectionId']}
        onChange={(connectionId) => {
          onChange({ connectionId });
        }}
      />

      <ChoiceFilter
        label={say('tasks.ended')}
        choices={ENDED}
        isSingle
        value={filters['ended']}
        onChange={(ended) => {
          onChange({ ended });
        }}
      />

      {filters['requester'] !== undefined && (
        <ChoiceFilter
          label={say('tasks.requester')}
          choices={requesters}
          isSingle
          value={filters['requester']}
          onChange={(requester) => {
            onChange({ requester });
          }}
        />
      )}
    </>
  );
}
