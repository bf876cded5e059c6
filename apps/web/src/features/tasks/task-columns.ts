import type { TaskSummary } from '@keyward/contract';

import type { CsvColumn } from '../../list/csv.ts';
import { TASK_STATES } from '../../wording/states.ts';
import { targetName } from '../../wording/target-name.ts';

/** What the list of tasks exports. Times are RFC 3339 in UTC. */
export const TASK_COLUMNS: readonly CsvColumn<TaskSummary>[] = [
  { title: 'Task', value: (task) => task.reference },
  { title: 'Change', value: (task) => task.changeReference },
  { title: 'What', value: (task) => task.title },
  { title: 'Operation', value: (task) => task.operation },
  { title: 'Target', value: (task) => targetName(task.target) },
  { title: 'State', value: (task) => TASK_STATES[task.state].word },
  { title: 'Failure', value: (task) => task.failureKind },
  { title: 'Requester', value: (task) => task.requester.displayName },
  { title: 'Ticket', value: (task) => task.ticket },
  { title: 'Created', value: (task) => task.createdAt },
  { title: 'Started', value: (task) => task.startedAt },
  { title: 'Ended', value: (task) => task.endedAt },
  { title: 'Where it stands', value: (task) => task.standing },
];
