import type { StreamEvent } from '@keyward/contract';

import { CHANGE_ID } from './change-fixtures.ts';
import { TASK_ID } from './task-fixtures.ts';

type TaskEvent = Extract<StreamEvent, { type: 'task' }>;

export function aTaskEvent(
  over: Partial<Omit<TaskEvent, 'data' | 'type'>> = {},
  data: Partial<TaskEvent['data']> = {},
): TaskEvent {
  return {
    seq: 20,
    at: '2026-11-21T08:00:03.000Z',
    type: 'task',
    subject: TASK_ID,
    v: 4,
    data: {
      what: 'progress',
      reference: 'TSK-1042',
      changeId: CHANGE_ID,
      state: 'running',
      failureKind: null,
      step: null,
      progress: { total: 100, completed: 60, message: 'Adding key servers' },
      text: '60 percent.',
      ...data,
    },
    ...over,
  };
}

type ChangeEvent = Extract<StreamEvent, { type: 'change' }>;

export function aChangeEvent(
  over: Partial<Omit<ChangeEvent, 'data' | 'type'>> = {},
  data: Partial<ChangeEvent['data']> = {},
): ChangeEvent {
  return {
    seq: 18,
    at: '2026-11-21T08:00:00.000Z',
    type: 'change',
    subject: CHANGE_ID,
    v: 2,
    data: {
      what: 'state',
      reference: 'CHG-1042',
      operation: 'ontap.add-key-servers',
      state: 'approved',
      waitingFor: null,
      approvals: { have: 1, need: 1 },
      taskId: TASK_ID,
      text: 'Approved.',
      ...data,
    },
    ...over,
  };
}
