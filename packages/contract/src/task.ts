import { z } from 'zod';

import { target } from './change.ts';
import { operationId } from './operations/read-operation-id.ts';
import { verification } from './plan.ts';
import {
  commaSeparated,
  countedPage,
  id,
  page,
  pageQuery,
  personText,
  timestamp,
} from './primitives.ts';
import { upstreamFacts } from './problem.ts';
import { person } from './session.ts';

export const taskState = z.enum([
  'queued',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'outcome_unknown',
]);
export type TaskState = z.infer<typeof taskState>;

/** States in which nothing runs any more. `outcome_unknown` is left by a person only. */
export const TERMINAL_TASK_STATES = [
  'succeeded',
  'failed',
  'cancelled',
] as const satisfies readonly TaskState[];

export const failureKind = z.enum([
  'refused',
  'unreachable',
  'verify',
  'stale',
  'upstream_failed',
  'protocol',
  'integrity',
  'secret_lost',
  'reconciled',
  'internal',
]);
export type FailureKind = z.infer<typeof failureKind>;

/** The keyed steps of every task, in order. */
export const stepKey = z.enum(['check', 'apply', 'await_upstream', 'verify']);
export type StepKey = z.infer<typeof stepKey>;

export const stepState = z.enum([
  'waiting',
  'running',
  'done',
  'failed',
  'skipped',
]);
export type StepState = z.infer<typeof stepState>;

export const progress = z.object({
  total: z.number(),
  completed: z.number(),
  message: z.string().nullable(),
});
export type Progress = z.infer<typeof progress>;

export const step = z.object({
  key: stepKey,
  title: z.string(),
  state: stepState,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  attempts: z.number().int(),
  progress: progress.nullable(),
  note: z.string().nullable(),
  /** How long it took in nine of ten tasks like this one; null where too few have succeeded. */
  expectedSeconds: z.number().nullable(),
});
export type Step = z.infer<typeof step>;

/** A failure in plain words; `upstream` only for those who may read what a vendor said. */
export const explanation = z.object({
  code: z.string(),
  sentence: z.string(),
  nextStep: z.string(),
  field: z.string().nullable(),
});
export type Explanation = z.infer<typeof explanation>;

/**
 * How long a task like this one takes, from the last ones that succeeded: up to fifty of the same operation at the same
 * connection where it has five of its own, else at every connection of its kind.
 */
export const expectedDuration = z.object({
  /** The 90th percentile: nine of ten tasks took no longer. */
  seconds: z.number(),
  /** How many tasks it is taken from. */
  basis: z.number().int(),
});
export type ExpectedDuration = z.infer<typeof expectedDuration>;

/** What every signed-in person may see of a task: the helpdesk's allow-list. */
export const taskSummary = z.object({
  id,
  reference: z.string(),
  changeId: id,
  changeReference: z.string(),
  operation: operationId,
  title: z.string(),
  target,
  state: taskState,
  failureKind: failureKind.nullable(),
  currentStep: stepKey.nullable(),
  progress: progress.nullable(),
  requester: person,
  ticket: z.string().nullable(),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  v: z.number().int(),
  standing: z.string(),
  /** From its start to its end; null while fewer than five tasks like it have succeeded. */
  expected: expectedDuration.nullable(),
});
export type TaskSummary = z.infer<typeof taskSummary>;

export const taskEvent = z.object({
  seq: z.number().int(),
  at: timestamp,
  type: z.string(),
  text: z.string(),
});

export const taskDetail = taskSummary.extend({
  steps: z.array(step),
  /** The newest lines of its log, oldest first. */
  events: z.array(taskEvent),
  /** Where `listTaskEvents` goes on before them; null where nothing was before. */
  eventsBefore: z.string().nullable(),
  approvedBy: z.array(person),
  explanation: explanation.nullable(),
  verification: verification.nullable(),
  upstreamTaskId: z.string().nullable(),
  upstreamResult: z.string().nullable(),
  upstream: upstreamFacts.nullable(),
  caution: z.string().nullable(),
  /** Whether the person who asks is told when it ends or needs somebody. */
  following: z.boolean(),
  actions: z.record(
    z.enum(['cancel', 'retry', 'reconcile']),
    z.object({ allowed: z.boolean(), reason: z.string().nullable() }),
  ),
});
export type TaskDetail = z.infer<typeof taskDetail>;

export const reconcileRequest = z.strictObject({
  outcome: z.enum(['applied', 'not_applied']),
  comment: personText(1, 2000),
});

/** Newest first when nothing is said. `longest` shows running tasks only: what runs longest comes first. */
export const taskOrder = z.enum(['newest', 'oldest', 'longest']);
export type TaskOrder = z.infer<typeof taskOrder>;

export const tasksQuery = z.strictObject({
  state: commaSeparated(taskState).optional(),
  operation: commaSeparated(operationId).optional(),
  connectionId: id.optional(),
  ticket: z.string().max(64).optional(),
  host: z.string().max(253).optional(),
  /** User name of who asked for the change. */
  requester: z.string().max(128).optional(),
  /** Tasks that ended then or later. */
  endedFrom: timestamp.optional(),
  q: z.string().max(200).optional(),
  sort: taskOrder.optional(),
  ...pageQuery,
});
export type TasksQuery = z.infer<typeof tasksQuery>;

export const taskPage = countedPage(taskSummary);

export const taskEventsQuery = z.strictObject({ ...pageQuery });
/** The log of one task, newest first and without its progress. */
export const taskEventPage = page(taskEvent);
