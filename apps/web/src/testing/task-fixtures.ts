import type { TaskDetail, TaskSummary } from '@keyward/contract';

import { CANNOT } from './action-fixtures.ts';
import { CHANGE_ID } from './change-fixtures.ts';
import { ONTAP } from './connection-fixtures.ts';
import { ADMIN, REVIEWER } from './session-fixtures.ts';

const AT = '2026-11-21T08:00:00.000Z';

export const TASK_ID = '0199a000-0000-7000-8000-00000000ba01';

export function aTaskSummary(over: Partial<TaskSummary> = {}): TaskSummary {
  return {
    id: TASK_ID,
    reference: 'TSK-1042',
    changeId: CHANGE_ID,
    changeReference: 'CHG-1042',
    operation: 'ontap.add-key-servers',
    title: 'Add 2 key servers to the cluster key manager of ontap-01',
    target: { type: 'connection', connection: ONTAP },
    state: 'running',
    failureKind: null,
    currentStep: 'apply',
    progress: { total: 100, completed: 40, message: 'Adding key servers' },
    requester: ADMIN,
    ticket: 'INC-20817',
    createdAt: AT,
    startedAt: '2026-11-21T08:00:01.000Z',
    endedAt: null,
    v: 3,
    standing: 'Running: sending the change to ontap-01.',
    expected: null,
    ...over,
  };
}

export function aTask(over: Partial<TaskDetail> = {}): TaskDetail {
  return {
    ...aTaskSummary(),
    steps: [
      {
        key: 'check',
        title: 'Check that nothing moved',
        state: 'done',
        startedAt: '2026-11-21T08:00:01.000Z',
        endedAt: '2026-11-21T08:00:02.000Z',
        attempts: 1,
        progress: null,
        note: 'The target is as it was when the change was planned.',
        expectedSeconds: null,
      },
      {
        key: 'apply',
        title: 'Send the change',
        state: 'running',
        startedAt: '2026-11-21T08:00:02.000Z',
        endedAt: null,
        attempts: 1,
        progress: { total: 100, completed: 40, message: 'Adding key servers' },
        note: null,
        expectedSeconds: null,
      },
      {
        key: 'await_upstream',
        title: 'Wait for the target',
        state: 'waiting',
        startedAt: null,
        endedAt: null,
        attempts: 0,
        progress: null,
        note: null,
        expectedSeconds: null,
      },
      {
        key: 'verify',
        title: 'Read back and compare',
        state: 'waiting',
        startedAt: null,
        endedAt: null,
        attempts: 0,
        progress: null,
        note: null,
        expectedSeconds: null,
      },
    ],
    events: [
      {
        seq: 11,
        at: '2026-11-21T08:00:00.000Z',
        type: 'task.state',
        text: 'Queued.',
      },
      {
        seq: 12,
        at: '2026-11-21T08:00:01.000Z',
        type: 'task.state',
        text: 'Started.',
      },
      {
        seq: 13,
        at: '2026-11-21T08:00:02.000Z',
        type: 'task.step',
        text: 'Sending the change.',
      },
    ],
    eventsBefore: null,
    approvedBy: [REVIEWER],
    explanation: null,
    verification: null,
    upstreamTaskId: null,
    upstreamResult: null,
    upstream: null,
    caution: null,
    following: false,
    actions: { cancel: CANNOT, retry: CANNOT, reconcile: CANNOT },
    ...over,
  };
}
