import type { TaskSummary } from '@keyward/contract';
import { say } from '@keyward/messages';

import { TASK_STATES } from '../../wording/states.ts';
import { percentOf } from './task-progress.tsx';

/** What the browser's tab says of a task: its state first, since a narrow tab shows no more. */
export function taskTab({ reference, state, progress }: TaskSummary): string {
  const { word } = TASK_STATES[state];
  const percent =
    state !== 'running' || progress === null ? null : percentOf(progress);
  return percent === null
    ? say('tasks.tab', { word, reference })
    : say('tasks.tab-with-percent', { word, percent, reference });
}
