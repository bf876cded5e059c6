import { say } from '@keyward/messages';
import { ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { ChoiceFilter, type Choice } from '../../list/choice-filter.tsx';
import type { Filters } from '../../list/filters.ts';
import { TextFilter } from '../../list/text-filter.tsx';
import {
  useConnectionChoices,
  useOperationChoices,
} from '../../list/use-choices.ts';
import { CHANGE_STATES } from '../../wording/states.ts';

const STATES: readonly Choice[] = Object.entries(CHANGE_STATES).map(
  ([value, { word }]) => ({ value, text: word }),
);

interface ChangeFiltersProps {
  filters: Filters;
  onChange: (patch: Filters) => void;
  /** Offers "Awaiting me" to a person who decides. */
  canDecide: boolean;
}

export function ChangeFilters({
  filters,
  onChange,
  canDecide,
}: ChangeFiltersProps): ReactNode {
  const operations = useOperationChoices();
  const connections = useConnectionChoices();
  return (
    <>
      <TextFilter filters={filters} onChange={onChange} />

      {canDecide && (
        <ToggleGroup aria-label={say('changes.whose-turn-it-is')}>
          <ToggleGroupItem
            text={say('changes.awaiting-me')}
            isSelected={filters['awaiting'] === 'me'}
            onChange={(_event, isSelected) => {
              onChange({ awaiting: isSelected ? 'me' : undefined });
            }}
          />
        </ToggleGroup>
      )}

      <ChoiceFilter
        label={say('changes.state')}
        choices={STATES}
        value={filters['state']}
        onChange={(state) => {
          onChange({ state });
        }}
      />

      <ChoiceFilter
        label={say('changes.operation')}
        choices={operations}
        value={filters['operation']}
        onChange={(operation) => {
          onChange({ operation });
        }}
      />

      <ChoiceFilter
        label={say('changes.target')}
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
