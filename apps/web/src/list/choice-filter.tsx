import {
  Badge,
  MenuToggle,
  Select,
  SelectList,
  SelectOption,
} from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

import { valuesOf } from './filters.ts';

export interface Choice {
  value: string;
  text: string;
}

interface ChoiceFilterProps {
  label: string;
  choices: readonly Choice[];
  /** The filter as the address holds it. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  /** One value instead of several. */
  isSingle?: boolean;
}

/** A filter whose values are picked from a list. */
export function ChoiceFilter({
  label,
  choices,
  value,
  onChange,
  isSingle = false,
}: ChoiceFilterProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const chosen = valuesOf(value);
  const pick = (picked: string): void => {
    if (isSingle) {
      setOpen(false);
      onChange(chosen.includes(picked) ? undefined : picked);
      return;
    }
    const next = chosen.includes(picked)
      ? chosen.filter((each) => each !== picked)
      : [...chosen, picked];
    onChange(next.length === 0 ? undefined : next.join(','));
  };
  const single = isSingle
    ? choices.find((choice) => choice.value === chosen[0])?.text
    : undefined;
  return (
    <Select
      isOpen={isOpen}
      onOpenChange={setOpen}
      selected={chosen}
      onSelect={(_event, picked) => {
        pick(String(picked));
      }}
      isScrollable
      // The library makes entries with a check box those of a menu.
      role={isSingle ? 'listbox' : 'menu'}
      popperProps={{ appendTo: 'inline' }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          isExpanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
          {...(chosen.length > 0 && !isSingle
            ? { badge: <Badge isRead>{chosen.length}</Badge> }
            : {})}
        >
          {single === undefined ? label : `${label}: ${single}`}
        </MenuToggle>
      )}
    >
      <SelectList aria-label={label}>
        {choices.map((choice) => (
          <SelectOption
            key={choice.value}
            value={choice.value}
            hasCheckbox={!isSingle}
            isSelected={chosen.includes(choice.value)}
          >
            {choice.text}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
}
