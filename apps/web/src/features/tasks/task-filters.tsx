import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

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

interface TaskFiltersProps {
  filters: Filters;
  onChange: (patch: Filters) => void;
}

export function TaskFilters({
  filters,
  onChange,
}: TaskFiltersProps): ReactNode {
  const operations = useOperationChoices();
  const connections = useConnectionChoices();
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
    </>
  );
}
