import { say } from '@keyward/messages';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { TasksList } from '../../features/tasks/tasks-list.tsx';
import { withFilters, type Filters } from '../../list/filters.ts';
import { PageFrame } from '../../page/page-frame.tsx';

/** Every task; the filters live in the address. */
export function TasksPage(): ReactNode {
  const filters = useSearch({ from: '/signed-in/tasks' });
  const navigate = useNavigate({ from: '/tasks' });
  return (
    <PageFrame
      title={say('tasks.tasks')}
      description={say('tasks.approved-changes-as-they-run-and-how')}
    >
      <TasksList
        filters={filters}
        onFilter={(patch: Filters) =>
          void navigate({
            search: (current) => withFilters(current, patch),
            replace: true,
          })
        }
        onClear={() => void navigate({ search: {}, replace: true })}
      />
    </PageFrame>
  );
}
