import { say } from '@keyward/messages';

import type { View } from '../../list/views/saved-views.ts';

/** The lists of tasks that a day asks for. */
export function taskViews(username: string): readonly View[] {
  return [
    { name: say('tasks.all-tasks'), filters: {} },
    { name: say('tasks.running-view'), filters: { state: 'queued,running' } },
    {
      name: say('tasks.failed-today'),
      filters: { state: 'failed', ended: 'today' },
    },
    {
      name: say('tasks.unsettled-view'),
      filters: { state: 'outcome_unknown' },
    },
    { name: say('tasks.mine'), filters: { requester: username } },
  ];
}
