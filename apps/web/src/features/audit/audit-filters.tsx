import './audit.css';

import { say } from '@keyward/messages';
import { useTimeZone } from '@keyward/ui';
import { SearchInput, TextInput, ToolbarItem } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

import { ChoiceFilter } from '../../list/choice-filter.tsx';
import type { Filters } from '../../list/filters.ts';
import { dayOf, endOfDay, startOfDay } from './day-bounds.ts';

const OUTCOME_CHOICES = [
  { value: 'success', text: say('audit.success') },
  { value: 'denied', text: say('audit.denied') },
  { value: 'failure', text: say('audit.failure') },
];

interface AuditFiltersProps {
  filters: Filters;
  onChange: (patch: Filters) => void;
}

/** Outcome, code, object and days. The address holds them all. */
export function AuditFilters({
  filters,
  onChange,
}: AuditFiltersProps): ReactNode {
  useTimeZone(); // The days of the address are days of that zone.
  return (
    <>
      <ToolbarItem>
        <ChoiceFilter
          label={say('audit.outcome')}
          choices={OUTCOME_CHOICES}
          value={filters['outcome']}
          isSingle
          onChange={(outcome) => {
            onChange({ outcome });
          }}
        />
      </ToolbarItem>
      <ToolbarItem>
        <TypedFilter
          key={`code ${filters['code'] ?? ''}`}
          label={say('audit.event-code')}
          value={filters['code'] ?? ''}
          onApply={(code) => {
            onChange({ code });
          }}
        />
      </ToolbarItem>
      <ToolbarItem>
        <TypedFilter
          key={`object ${filters['object'] ?? ''}`}
          label={say('audit.object-or-reference')}
          value={filters['object'] ?? ''}
          onApply={(object) => {
            onChange({ object });
          }}
        />
      </ToolbarItem>
      <ToolbarItem>
        <Day
          label={say('audit.from')}
          value={dayOf(filters['from'])}
          onChange={(day) => {
            onChange({ from: startOfDay(day) });
          }}
        />
      </ToolbarItem>
      <ToolbarItem>
        <Day
          label={say('audit.to')}
          value={dayOf(filters['to'], true)}
          onChange={(day) => {
            onChange({ to: endOfDay(day) });
          }}
        />
      </ToolbarItem>
    </>
  );
}

/** The interface compares these filters whole, so they apply on Enter and not at each letter. */
function TypedFilter({
  label,
  value,
  onApply,
}: {
  label: string;
  value: string;
  onApply: (text: string | undefined) => void;
}): ReactNode {
  const [text, setText] = useState(value);
  return (
    <SearchInput
      aria-label={label}
      placeholder={label}
      submitSearchButtonLabel={say('audit.search-for', { label })}
      resetButtonLabel={say('audit.clear-field', { label })}
      value={text}
      onChange={(_event, typed) => {
        setText(typed);
      }}
      onSearch={(_event, typed) => {
        onApply(typed.trim() === '' ? undefined : typed.trim());
      }}
      onClear={() => {
        setText('');
        onApply(undefined);
      }}
    />
  );
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (day: string) => void;
}): ReactNode {
  return (
    <label className="kw-day-filter">
      <span>{label}</span>
      <TextInput
        type="date"
        aria-label={say('audit.day', { label })}
        value={value}
        onChange={(_event, day) => {
          onChange(day);
        }}
      />
    </label>
  );
}
