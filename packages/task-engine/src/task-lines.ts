import {
  type EventData,
  failureKind,
  progress,
  type Progress,
  type StepKey,
  type StepState,
  taskState,
  type TaskState,
} from '@keyward/contract';
import type { Journal, TaskRow } from '@keyward/database';

/** One event of a task, without what its row already says. */
export interface TaskLine {
  what: EventData<'task'>['what'];
  text: string;
  step?: { key: StepKey; state: StepState };
  progress?: Progress;
  /** The state to show where it is not the row's: a step's line just before the task ends. */
  state?: TaskState;
}

/** Notes the lines as events numbered up to the row's `v`, which the caller has raised by their count. */
export function noteLines(
  journal: Journal,
  task: TaskRow,
  lines: readonly TaskLine[],
): void {
  lines.forEach((line, index) => {
    const data: EventData<'task'> = {
      what: line.what,
      reference: `TSK-${task.number}`,
      changeId: task.change_id,
      state: line.state ?? taskState.parse(task.state),
      failureKind: failureKind.nullable().parse(task.failure_kind),
      step: line.step ?? null,
      progress: line.progress ?? progress.nullable().parse(task.progress),
      text: line.text,
    };
    const v = task.v - lines.length + 1 + index;
    journal.event({ type: 'task', subject: task.id, v, data });
  });
}
