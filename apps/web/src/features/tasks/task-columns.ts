import type { TaskSummary } from '@keyward/contract';
import { say } from '@keyward/messages';

import type { CsvColumn } from '../../list/csv.ts';
import { TASK_STATES } from '../../wording/states.ts';
import { targetName } from '../../wording/target-name.ts';

/** What the list of tasks exports. Times are RFC 3339 in UTC. */
export const TASK_COLUMNS: readonly CsvColumn<TaskSummary>[] = [
  { title: say('tasks.task'), value: (task) => task.reference },
  { title: say('tasks.change'), value: (task) => task.changeReference },
  { title: say('tasks.what'), value: (task) => task.title },
  { title: say('tasks.operation'), value: (task) => task.operation },
  { title: say('tasks.target'), value: (task) => targetName(task.target) },
  { title: say('tasks.state'), value: (task) => TASK_STATES[task.state].word },
  { title: say('tasks.failure'), value: (task) => task.failureKind },
  {
    title: say('tasks.requester'),
    value: (task) => task.requester.displayName,
  },
  { title: say('tasks.ticket'), value: (task) => task.ticket },
  { title: say('tasks.created'), value: (task) => task.createdAt },
  { title: say('tasks.started'), value: (task) => task.startedAt },
  { title: say('tasks.ended'), value: (task) => task.endedAt },
  { title: say('tasks.where-it-stands'), value: (task) => task.standing },
];
