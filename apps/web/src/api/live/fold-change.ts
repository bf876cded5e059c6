import type { ChangeSummary, StreamEvent } from '@keyward/contract';

export type ChangeEvent = Extract<StreamEvent, { type: 'change' }>;

/** A change after one event of its own. An event older than what is shown changes nothing. Pure. */
export function foldChange<T extends ChangeSummary>(
  change: T,
  event: ChangeEvent,
): T {
  if (event.subject !== change.id || event.v < change.v) return change;
  const { state, waitingFor, approvals, taskId } = event.data;
  return { ...change, state, waitingFor, approvals, taskId, v: event.v };
}
