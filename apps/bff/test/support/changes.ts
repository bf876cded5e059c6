import {
  type ChangeDetail,
  changeDetail,
  type TaskDetail,
  taskDetail,
} from '@keyward/contract';
import { randomBytes, randomUUID } from 'node:crypto';

import type { ConsoleUnderTest } from './console-under-test.ts';
import type { Person } from './person.ts';
import type { Answer } from './send.ts';
import { waitFor } from './wait-for.ts';

export interface ChangeRequest {
  operation: string;
  /** None for changes of the console itself. */
  connectionId?: string;
  input: Record<string, unknown>;
  reason: string;
  [member: string]: unknown;
}

let made = 0;

/** A change that harms no other: a native provider of a name that nobody else uses. */
export function newProvider(
  console: Pick<ConsoleUnderTest, 'connectionId'>,
  input: Record<string, unknown> = {},
): ChangeRequest {
  made += 1;
  return {
    operation: 'esx.create-native-provider',
    connectionId: console.connectionId('esx-01'),
    input: {
      provider: `provider-${String(made)}`,
      keyId: randomUUID(),
      keyDerivationKey: randomBytes(32).toString('base64'),
      ...input,
    },
    reason: 'A provider for the new hosts',
  };
}

export function newKey(): { 'idempotency-key': string } {
  return { 'idempotency-key': randomUUID() };
}

/** Sends a submission with a key of its own. */
export function trySubmit(
  person: Person,
  request: ChangeRequest,
  headers: Record<string, string> = newKey(),
): Promise<Answer> {
  return person.call('POST', '/api/changes', request, headers);
}

/** @throws when it is not accepted */
export async function submit(
  person: Person,
  request: ChangeRequest,
): Promise<ChangeDetail> {
  return readChange(await trySubmit(person, request));
}

/** The change in an answer that must carry one in full. */
export function readChange(answer: Answer): ChangeDetail {
  if (answer.status >= 300) throw new Error(answer.text);
  return changeDetail.parse(answer.body);
}

export function decide(
  person: Person,
  decision: 'approve' | 'reject',
  change: { id: string; digest: string },
  more: Record<string, unknown> = decision === 'reject'
    ? { comment: 'Not now' }
    : {},
): Promise<Answer> {
  return person.call('POST', `/api/changes/${change.id}/${decision}`, {
    digest: change.digest,
    ...more,
  });
}

/** @throws when it is refused */
export async function approve(
  person: Person,
  change: { id: string; digest: string },
): Promise<ChangeDetail> {
  return readChange(await decide(person, 'approve', change));
}

export async function look(person: Person, id: string): Promise<ChangeDetail> {
  return readChange(await person.call('GET', `/api/changes/${id}`));
}

export async function lookAtTask(
  person: Person,
  id: string,
): Promise<TaskDetail> {
  const answer = await person.call('GET', `/api/tasks/${id}`);
  if (answer.status !== 200) throw new Error(answer.text);
  return taskDetail.parse(answer.body);
}

const ENDED = new Set(['succeeded', 'failed', 'cancelled', 'outcome_unknown']);

/** Waits until a task passes; by default until it has ended. */
export function taskWhen(
  person: Person,
  id: string,
  passes: (task: TaskDetail) => boolean = (task) => ENDED.has(task.state),
): Promise<TaskDetail> {
  return waitFor('a task to get there', async () => {
    const task = await lookAtTask(person, id);
    return passes(task) && task;
  });
}

/** The task of an approved change, once it has ended. */
export async function endOf(
  person: Person,
  change: { taskId: string | null },
): Promise<TaskDetail> {
  if (change.taskId === null) throw new Error('This change has no task.');
  return taskWhen(person, change.taskId);
}
