import { say } from '@keyward/messages';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { useSession } from '../../api/use-session.ts';
import { taskViews } from '../../features/tasks/task-views.ts';
import { TasksList } from '../../features/tasks/tasks-list.tsx';
import { useOpenTasks } from '../../features/tasks/use-open-tasks.ts';
import { withFilters, type Filters } from '../../list/filters.ts';
import { ViewsMenu } from '../../list/views/views-menu.tsx';
import { LinkButton } from '../../page/link-button.tsx';
import { PageFrame } from '../../page/page-frame.tsx';

/** Every task; the filters live in the address. */
export function TasksPage(): ReactNode {
  const filters = useSearch({ from: '/signed-in/tasks' });
  const navigate = useNavigate({ from: '/tasks' });
  const router = useRouter();
  const { person } = useSession();
  const open = useOpenTasks();
  return (
    <PageFrame
      title={say('tasks.tasks')}
      tab={
        open === null || open === 0
          ? say('tasks.tasks')
          : say('tasks.tab-of-the-list', { open })
      }
      description={say('tasks.approved-changes-as-they-run-and-how')}
      actions={
        <div className="kw-buttons">
          <ViewsMenu
            list="tasks"
            personId={person.id}
            builtIn={taskViews(person.username)}
            filters={filters}
            hrefOf={(search) =>
              router.buildLocation({ to: '/tasks', search }).href
            }
            onShow={(search) => void navigate({ search })}
          />
          <LinkButton variant="secondary" to="/wallboard">
            {say('tasks.wallboard')}
          </LinkButton>
        </div>
      }
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
