import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';

import { SearchField } from '../../list/search-field.tsx';

/** One large field that finds a task by whatever a caller has at hand. */
export function FindTask(): ReactNode {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void navigate({
      to: '/tasks',
      search: text.trim() === '' ? {} : { q: text.trim() },
    });
  };
  return (
    <form
      role="search"
      aria-label={say('attention.find-a-task')}
      onSubmit={submit}
      className="kw-find"
    >
      <SearchField
        label={say('attention.task-change-ticket-host-or-upstream-task')}
        hint={say('attention.task-change-ticket-host-or-upstream-task')}
        value={text}
        onChange={setText}
      />
      <Button type="submit" variant="secondary">
        {say('attention.find')}
      </Button>
    </form>
  );
}
