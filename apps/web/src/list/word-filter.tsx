import { useEffect, useRef, useState, type ReactNode } from 'react';

import { SearchField } from './search-field.tsx';

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
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const apply = (text: string): void => {
    clearTimeout(timer.current);
    onChange(text.trim() === '' ? undefined : text.trim());
    setDraft(null);
  };
  return (
    <div className="kw-text-filter">
      <SearchField
        label={label}
        hint={label}
        value={draft ?? value}
        onChange={(text) => {
          setDraft(text);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            apply(text);
          }, TYPING_PAUSE_MS);
        }}
        onEnter={() => {
          apply(draft ?? value);
        }}
      />
    </div>
  );
}
