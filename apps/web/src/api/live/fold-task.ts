import type {
  EventData,
  Step,
  StreamEvent,
  TaskDetail,
  TaskState,
  TaskSummary,
} from '@keyward/contract';

export type TaskEvent = Extract<StreamEvent, { type: 'task' }>;

const ENDED: ReadonlySet<TaskState> = new Set<TaskState>([
  'succeeded',
  'failed',
  'cancelled',
]);

/** A task after one event of its own. An event older than what is shown changes nothing. Pure. */
export function foldTask<T extends TaskSummary>(task: T, event: TaskEvent): T {
  if (event.subject !== task.id || event.v < task.v) return task;
  const { state, failureKind, progress, step } = event.data;
  return {
    ...task,
    state,
    failureKind,
    progress: progress ?? (state === 'running' ? task.progress : null),
    currentStep:
      step?.state === 'running'
        ? step.key
        : ENDED.has(state)
          ? null
          : task.currentStep,
    startedAt: task.startedAt ?? (state === 'running' ? event.at : null),
    endedAt: ENDED.has(state) ? (task.endedAt ?? event.at) : null,
    v: event.v,
  };
}

function foldStep(step: Step, data: EventData<'task'>, at: string): Step {
  if (data.step === null || data.step.key !== step.key) return step;
  const { state } = data.step;
  const isOver = state === 'done' || state === 'failed' || state === 'skipped';
  return {
    ...step,
    state,
    startedAt: step.startedAt ?? (state === 'running' ? at : null),
    endedAt: isOver ? (step.endedAt ?? at) : null,
    progress:
      state === 'running' ? (data.progress ?? step.progress) : step.progress,
  };
}

/** Steps run one after the other, and events that came in between may have been left out: what ran before is done. */
function foldSteps(
  steps: readonly Step[],
  data: EventData<'task'>,
  at: string,
): Step[] {
  const moved = steps.findIndex(({ key }) => key === data.step?.key);
  return steps.map((step, index) =>
    index < moved && step.state === 'running'
      ? { ...step, state: 'done', endedAt: step.endedAt ?? at }
      : foldStep(step, data, at),
  );
}

/** The same for a task's own page: steps move and the event joins the log, once. Progress is shown by its bar, not in the log. */
export function foldTaskDetail(task: TaskDetail, event: TaskEvent): TaskDetail {
  const folded = foldTask(task, event);
  if (folded === task) return task;
  const lastSeq = task.events.at(-1)?.seq ?? 0;
  const entry = {
    seq: event.seq,
    at: event.at,
    type: `task.${event.data.what}`,
    text: event.data.text,
  };
  return {
    ...folded,
    steps: foldSteps(task.steps, event.data, event.at),
    events:
      event.seq > lastSeq && event.data.what !== 'progress'
        ? [...task.events, entry]
        : task.events,
  };
}

/** Whether the event changes what only the server can say: sentences, actions, explanations, notes. */
export function needsFreshTask(event: TaskEvent): boolean {
  return event.data.what === 'state' || event.data.what === 'step';
}
