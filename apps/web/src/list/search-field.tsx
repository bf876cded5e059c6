import { TextInputGroup, TextInputGroupMain } from '@patternfly/react-core';
import { SearchIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';

interface SearchFieldProps {
  /** What is looked for, as the field's name and its placeholder. */
  hint: string;
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** Not needed inside a form, which Enter submits. */
  onEnter?: () => void;
}

/** The one search field of a page; `/` leads to it. */
export function SearchField({
  hint,
  label,
  value,
  onChange,
  onEnter,
}: SearchFieldProps): ReactNode {
  return (
    <div data-page-search className="kw-search-field">
      <TextInputGroup>
        <TextInputGroupMain
          type="search"
          icon={<SearchIcon />}
          aria-label={label}
          placeholder={hint}
          value={value}
          onChange={(_event, text) => {
            onChange(text);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onEnter?.();
          }}
        />
      </TextInputGroup>
    </div>
  );
}
