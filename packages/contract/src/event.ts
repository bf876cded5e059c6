import { z } from 'zod';

import { changeState, waitingFor } from './change.ts';
import { connectionHealth } from './connection.ts';
import { operationId } from './operations/read-operation-id.ts';
import { timestamp } from './primitives.ts';
import {
  failureKind,
  progress,
  stepKey,
  stepState,
  taskState,
} from './task.ts';

const base = {
  seq: z.number().int(),
  at: timestamp,
  subject: z.string(),
  v: z.number().int(),
};

/** Events hold only fields that every reading role may see. */
export const changeEvent = z.object({
  ...base,
  type: z.literal('change'),
  data: z.object({
    what: z.enum(['submitted', 'decided', 'state', 'checks']),
    reference: z.string(),
    operation: operationId,
    state: changeState,
    waitingFor: waitingFor.nullable(),
    approvals: z.object({ have: z.number().int(), need: z.number().int() }),
    taskId: z.string().nullable(),
    text: z.string(),
  }),
});

export const taskStreamEvent = z.object({
  ...base,
  type: z.literal('task'),
  data: z.object({
    what: z.enum(['state', 'step', 'progress', 'note']),
    reference: z.string(),
    changeId: z.string(),
    state: taskState,
    failureKind: failureKind.nullable(),
    step: z.object({ key: stepKey, state: stepState }).nullable(),
    progress: progress.nullable(),
    text: z.string(),
  }),
});

export const connectionEvent = z.object({
  ...base,
  type: z.literal('connection'),
  data: z.object({
    what: z.enum(['added', 'changed', 'removed', 'health']),
    name: z.string(),
    health: connectionHealth,
    text: z.string(),
  }),
});

/** One event of the stream; `seq` is its SSE id. */
export const streamEvent = z.discriminatedUnion('type', [
  changeEvent,
  taskStreamEvent,
  connectionEvent,
]);
export type StreamEvent = z.infer<typeof streamEvent>;
export type EventType = StreamEvent['type'];
export type EventData<T extends EventType> = Extract<
  StreamEvent,
  { type: T }
>['data'];

/** Frames that are no event of the table: `reset` asks for a fresh read, `bye` announces the end of the connection. */
export const CONTROL_FRAMES = ['reset', 'bye'] as const;
