import { z } from 'zod';

import { dynamicId, localizableMessage } from './vapi.ts';

/**
 * `…?vmw-task=true` answers 202 with the task id as a bare JSON string. It goes into paths and records, so only what such
 * ids are made of is one. vCenter puts the name of a service behind a UUID, which makes 140 characters and more.
 */
export const taskId = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,256}$/)
  .refine((text) => !/^\.+$/.test(text));

export const taskStatus = z.enum([
  'PENDING',
  'RUNNING',
  'BLOCKED',
  'SUCCEEDED',
  'FAILED',
]);
export type TaskStatus = z.output<typeof taskStatus>;

export const taskProgress = z.looseObject({
  total: z.number(),
  completed: z.number(),
  message: localizableMessage,
});
export type TaskProgress = z.output<typeof taskProgress>;

/**
 * CIS task Info. Only `status` is required on read, because partial servers leave the rest out.
 * `start_time` is absent in PENDING, `end_time` present only at the end.
 */
export const taskInfo = z.looseObject({
  status: taskStatus,
  description: localizableMessage.optional(),
  service: z.string().optional(),
  operation: z.string().optional(),
  cancelable: z.boolean().optional(),
  parent: z.string().optional(),
  target: dynamicId.optional(),
  progress: taskProgress.optional(),
  error: z.unknown().optional(),
  result: z.unknown().optional(),
  start_time: z.string().optional(),
  end_time: z.string().optional(),
  user: z.string().optional(),
});
export type TaskInfo = z.output<typeof taskInfo>;

export const taskList = z.record(z.string(), taskInfo);

/** At least one of `tasks` and `services` must name something. */
export const taskFilter = z.looseObject({
  tasks: z.array(z.string()).optional(),
  services: z.array(z.string()).optional(),
  operations: z.array(z.string()).optional(),
  status: z.array(taskStatus).optional(),
  targets: z.array(dynamicId).optional(),
  users: z.array(z.string()).optional(),
});
export type TaskFilter = z.output<typeof taskFilter>;

export const listTasksRequest = z.strictObject({
  filter_spec: taskFilter.optional(),
  result_spec: z
    .looseObject({
      return_all: z.boolean().optional(),
      exclude_result: z.boolean().optional(),
    })
    .optional(),
});

/** More matches than this and vCenter refuses the whole list call. */
export const MAX_LISTED_TASKS = 1000;
