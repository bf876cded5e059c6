import { setTimeout as wait } from 'node:timers/promises';

import { AnswerMemory, UpstreamError, vapiFacts } from '@keyward/upstream-http';

import { parseAnswer } from './parse-answer.ts';
import { pathSegment } from './path-segment.ts';
import { failure } from './refusal.ts';
import type { VcenterRequest, VcenterTransport } from './transport.ts';
import { MAX_LISTED_TASKS, taskId, taskInfo, taskList } from './wire/tasks.ts';
import type { TaskFilter, TaskInfo } from './wire/tasks.ts';

const PATH = '/api/cis/tasks';
const FIRST_POLL_MS = 100;
const SLOWEST_POLL_MS = 1_000;

export interface WaitOptions {
  signal?: AbortSignal;
  /** Upper bound of the whole wait, default 60,000. */
  timeoutMs?: number;
  onProgress?: (task: TaskInfo) => void;
}

export interface ListedTasks {
  found: Map<string, TaskInfo>;
  /** Ids that are not in the answer: forgotten, or not to be listed by this account. */
  missing: string[];
}

/** What a list of tasks that is asked for over and over was answered last, per call that it takes. */
export class TaskListMemory {
  readonly #answers: AnswerMemory[] = [];
  readonly #read = new WeakMap<object, ReadonlyMap<string, TaskInfo>>();

  answerOf(call: number): AnswerMemory {
    return (this.#answers[call] ??= new AnswerMemory());
  }

  /** The tasks of a body, read once however often the same body is handed out. */
  tasksOf(
    body: unknown,
    read: () => ReadonlyMap<string, TaskInfo>,
  ): ReadonlyMap<string, TaskInfo> {
    if (typeof body !== 'object' || body === null) return read();
    const known = this.#read.get(body) ?? read();
    this.#read.set(body, known);
    return known;
  }
}

/** Which recent tasks to look for when the answer with the task id was lost. */
export interface RecentTaskFilter {
  services: string[];
  /** Compared without vAPI's `$task` mark, since the vendor documents neither form. */
  operations?: string[];
  users?: string[];
}

/** CIS tasks, `/api/cis/tasks`. */
export function createTasks(transport: VcenterTransport) {
  async function get(id: string, signal?: AbortSignal): Promise<TaskInfo> {
    return transport.read(
      taskInfo,
      'a task',
      withSignal({ method: 'GET', path: `${PATH}/${pathSegment(id)}` }, signal),
    );
  }

  async function list(
    filter: TaskFilter,
    excludeResult: boolean,
    signal?: AbortSignal,
    remembered?: { memory: TaskListMemory; call: number },
  ): Promise<ReadonlyMap<string, TaskInfo>> {
    const body = {
      filter_spec: filter,
      ...(excludeResult ? { result_spec: { exclude_result: true } } : {}),
    };
    const request = {
      method: 'POST',
      path: PATH,
      query: { action: 'list' },
      body,
      isRead: true,
    } as const;
    const answer = await transport.send(
      withSignal(
        remembered === undefined
          ? request
          : {
              ...request,
              memory: remembered.memory.answerOf(remembered.call),
            },
        signal,
      ),
    );
    const read = () =>
      new Map(
        Object.entries(parseAnswer(taskList, answer.body, 'a list of tasks')),
      );
    return remembered === undefined
      ? read()
      : remembered.memory.tasksOf(answer.body, read);
  }

  return {
    /** One task. @throws UpstreamError 404 when vCenter no longer knows it. */
    get,

    /** Many tasks in as few calls as the vendor allows: of one provider each, and at most 1,000. */
    async listTasks(
      ids: readonly string[],
      options: {
        signal?: AbortSignal;
        excludeResult?: boolean;
        memory?: TaskListMemory;
      } = {},
    ): Promise<ListedTasks> {
      const wanted = [...new Set(ids)];
      const found = new Map<string, TaskInfo>();
      for (const [call, tasks] of listCalls(wanted).entries()) {
        const { memory } = options;
        const answer = await list(
          { tasks },
          options.excludeResult ?? false,
          options.signal,
          memory === undefined ? undefined : { memory, call },
        );
        for (const id of tasks) {
          const task = answer.get(id);
          if (task) found.set(id, task);
        }
      }
      return { found, missing: wanted.filter((id) => !found.has(id)) };
    },

    /** Recent tasks of a vendor service, for finding the effect of a call whose answer was lost. */
    async listRecentTasks(
      filter: RecentTaskFilter,
      signal?: AbortSignal,
    ): Promise<ReadonlyMap<string, TaskInfo>> {
      const { services, operations, users } = filter;
      const tasks = await list(
        { services, ...(users ? { users } : {}) },
        false,
        signal,
      );
      if (!operations) return tasks;
      const wanted = new Set(operations.map(bareOperation));
      return new Map(
        [...tasks].filter(([, task]) =>
          wanted.has(bareOperation(task.operation ?? '')),
        ),
      );
    },

    /** @throws UpstreamError UNSUPPORTED when the task cannot be cancelled (any more). */
    async cancel(id: string, signal?: AbortSignal): Promise<void> {
      await transport.send(
        withSignal(
          {
            method: 'POST',
            path: `${PATH}/${pathSegment(id)}`,
            query: { action: 'cancel' },
          },
          signal,
        ),
      );
    },

    /**
     * Sends a read that vCenter answers by a task, and waits for the task's result.
     *
     * @throws UpstreamError with the task's own error when it fails, of kind `timeout` when it takes too long.
     */
    async readThroughTask(
      request: VcenterRequest,
      options: WaitOptions = {},
    ): Promise<unknown> {
      const answer = await transport.send(withSignal(request, options.signal));
      const id = parseAnswer(taskId, answer.body, 'a task id');
      const deadline = Date.now() + (options.timeoutMs ?? 60_000);
      for (
        let pause = FIRST_POLL_MS;
        ;
        pause = Math.min(pause * 1.5, SLOWEST_POLL_MS)
      ) {
        const task = await get(id, options.signal);
        options.onProgress?.(task);
        if (task.status === 'SUCCEEDED') return task.result;
        if (task.status === 'FAILED') throw taskFailure(id, task);
        if (Date.now() + pause > deadline) {
          throw failure('timeout', 'The vCenter task took too long.', {
            upstreamTaskId: id,
          });
        }
        await wait(
          pause,
          undefined,
          options.signal ? { signal: options.signal } : {},
        );
      }
    },
  };
}

/** Groups of ids that one call may ask for: vCenter wants them all of one provider, whose name stands behind the UUID. */
export function listCalls(ids: readonly string[]): string[][] {
  const byProvider = Map.groupBy(ids, (id) => id.split(':').slice(1).join(':'));
  return [...byProvider.values()].flatMap((group) =>
    Array.from(
      { length: Math.ceil(group.length / MAX_LISTED_TASKS) },
      (_, call) =>
        group.slice(call * MAX_LISTED_TASKS, (call + 1) * MAX_LISTED_TASKS),
    ),
  );
}

/** Why a FAILED task failed: its `error`, or, when that is absent, its `result`. */
export function taskFailure(id: string, task: TaskInfo): UpstreamError {
  const facts = vapiFacts('vcenter', { body: task.error ?? task.result });
  return new UpstreamError({
    kind: 'refused',
    delivery: 'answered',
    facts: { ...facts, upstreamTaskId: id },
    message: 'The vCenter task failed.',
  });
}

function bareOperation(operation: string): string {
  return operation.replace(/\$task$/, '');
}

function withSignal(
  request: VcenterRequest,
  signal: AbortSignal | undefined,
): VcenterRequest {
  return signal ? { ...request, signal } : request;
}
