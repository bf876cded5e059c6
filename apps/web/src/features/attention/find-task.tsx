import { Button, SearchInput } from '@patternfly/react-core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';

/** One large field that finds a task by whatever a caller has at hand. */
export function FindTask(): ReactNode {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const find = (): void => {
    void navigate({
      to: '/tasks',
      search: text.trim() === '' ? {} : { q: text.trim() },
    });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    find();
  };
  return (
    <form
      role="search"
      aria-label="Find a task"
      onSubmit={submit}
      className="kw-find"
    >
      <div data-page-search className="kw-find-field">
        <SearchInput
          aria-label="Task, change, ticket, host or upstream task id"
          placeholder="Task, change, ticket, host or upstream task id"
          value={text}
          onChange={(_event, value) => {
            setText(value);
          }}
          // The field keeps Enter from the form.
          onKeyDown={(event) => {
            if (event.key === 'Enter') find();
          }}
          onClear={() => {
            setText('');
          }}
        />
      </div>
      <Button type="submit" variant="secondary">
        Find
      </Button>
    </form>
  );
}
