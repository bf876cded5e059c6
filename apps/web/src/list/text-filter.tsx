import { say } from '@keyward/messages';
import {
  MenuToggle,
  Select,
  SelectList,
  SelectOption,
} from '@patternfly/react-core';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import type { Filters } from './filters.ts';
import { SearchField } from './search-field.tsx';

/** What the search text is looked for in; each is a filter of its own in the address. */
const FIELDS = [
  {
    key: 'q',
    text: say('list.anything'),
    hint: say('list.reference-host-ticket-object-task-id'),
  },
  {
    key: 'host',
    text: say('list.host'),
    hint: say('list.host-name-or-address'),
  },
  { key: 'ticket', text: say('list.ticket'), hint: say('list.ticket-number') },
] as const;

const TYPING_PAUSE_MS = 350;

interface TextFilterProps {
  filters: Filters;
  onChange: (patch: Filters) => void;
}

/** One search field for the three text filters; the list follows when typing pauses. */
export function TextFilter({ filters, onChange }: TextFilterProps): ReactNode {
  const inForce =
    FIELDS.find(({ key }) => filters[key] !== undefined) ?? FIELDS[0];
  const [chosen, setChosen] = useState<(typeof FIELDS)[number] | null>(null);
  const field = chosen ?? inForce;
  const [isOpen, setOpen] = useState(false);
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const apply = (key: string, text: string): void => {
    clearTimeout(timer.current);
    const cleared = Object.fromEntries(
      FIELDS.map((each) => [each.key, undefined]),
    );
    onChange({
      ...cleared,
      [key]: text.trim() === '' ? undefined : text.trim(),
    });
    setDraft(null);
  };
  const type = (text: string): void => {
    setDraft(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      apply(field.key, text);
    }, TYPING_PAUSE_MS);
  };
  const value = draft ?? filters[field.key] ?? '';
  return (
    <div className="kw-text-filter">
      <Select
        isOpen={isOpen}
        popperProps={{ appendTo: 'inline' }}
        onOpenChange={setOpen}
        selected={field.key}
        onSelect={(_event, picked) => {
          const next = FIELDS.find(({ key }) => key === picked) ?? FIELDS[0];
          setChosen(next);
          setOpen(false);
          if (value !== '') apply(next.key, value);
        }}
        toggle={(toggle) => (
          <MenuToggle
            ref={toggle}
            isExpanded={isOpen}
            aria-label={say('list.search-in', { fieldText: field.text })}
            onClick={() => {
              setOpen(!isOpen);
            }}
          >
            {field.text}
          </MenuToggle>
        )}
      >
        <SelectList aria-label={say('list.search-in-2')}>
          {FIELDS.map((each) => (
            <SelectOption key={each.key} value={each.key}>
              {each.text}
            </SelectOption>
          ))}
        </SelectList>
      </Select>
      <SearchField
        label={say('list.search', { hint: field.hint })}
        hint={field.hint}
        value={value}
        onChange={(text) => {
          if (text === '') apply(field.key, '');
          else type(text);
        }}
        onEnter={() => {
          apply(field.key, value);
        }}
      />
    </div>
  );
}
