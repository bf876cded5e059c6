import { say } from '@keyward/messages';
import {
  MenuToggle,
  Select,
  SelectList,
  SelectOption,
} from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

import type { Filters } from './filters.ts';
import { SearchField } from './search-field.tsx';
import { useTyping } from './use-typing.ts';

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
  const apply = (key: string, text: string): void => {
    const cleared = Object.fromEntries(
      FIELDS.map((each) => [each.key, undefined]),
    );
    onChange({
      ...cleared,
      [key]: text.trim() === '' ? undefined : text.trim(),
    });
  };
  const typing = useTyping(
    filters[field.key] ?? '',
    TYPING_PAUSE_MS,
    (text) => {
      apply(field.key, text);
    },
  );
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
          if (typing.text === '') return;
          typing.forget();
          apply(next.key, typing.text);
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
        <SelectList aria-label={say('list.search-in-field')}>
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
        value={typing.text}
        onChange={(text) => {
          if (text !== '') {
            typing.type(text);
            return;
          }
          typing.forget();
          apply(field.key, '');
        }}
        onEnter={typing.finish}
      />
    </div>
  );
}
