import type { ReactNode } from 'react';

import { SearchField } from './search-field.tsx';
import { useTyping } from './use-typing.ts';

const TYPING_PAUSE_MS = 250;

interface WordFilterProps {
  /** What is looked through, as the field's name and its placeholder. */
  label: string;
  value: string;
  onChange: (value: string | undefined) => void;
}

/** A filter box over what is on the page already; the address follows when typing pauses. */
export function WordFilter({
  label,
  value,
  onChange,
}: WordFilterProps): ReactNode {
  const typing = useTyping(value, TYPING_PAUSE_MS, (text) => {
    onChange(text.trim() === '' ? undefined : text.trim());
  });
  return (
    <div className="kw-text-filter">
      <SearchField
        label={label}
        hint={label}
        value={typing.text}
        onChange={typing.type}
        onEnter={typing.finish}
      />
    </div>
  );
}
