import {
  taskFailure,
  type TaskInfo,
  TaskListMemory,
  UpstreamError,
  type VcenterClient,
} from '@keyward/vcenter-client';

import type { PollMethod, Seen } from './poll-method.ts';
import type { Sighting, UpstreamWork } from './sighting.ts';

type Tasks = VcenterClient['tasks'];

/** How long a vCenter that has no list call is not asked for one. */
const WITHOUT_LIST_MS = 10 * 60_000;
/** As many as the client opens connections. */
const SINGLE_GETS_AT_ONCE = 4;

/**
 * All tasks by as few list calls as vCenter allows. Ids that the answer leaves out are asked for singly, since only a 404
 * for the very task says that it is forgotten; what cannot be listed is asked for singly from then on.
 */
export function vcenterTasks(
  client: Pick<VcenterClient, 'tasks'>,
  now: () => number = () => performance.now(),
): PollMethod {
  const { tasks } = client;
  const memory = new TaskListMemory();
  const unlisted = new Set<string>();
  let withoutListUntil = Number.NEGATIVE_INFINITY;

  async function list(ids: readonly string[], seen: Seen): Promise<string[]> {
    if (ids.length === 0 || now() < withoutListUntil) return [...ids];
    try {
      const { found, missing } = await tasks.listTasks(ids, { memory });
      for (const [id, info] of found) seen.set(id, sightingOf(id, info));
      return missing;
    } catch (error) {
      const meaning = meaningOf(error);
      if (meaning === 'other') throw error;
      if (meaning === 'no_such_call') {
        withoutListUntil = now() + WITHOUT_LIST_MS;
        return [...ids];
      }
      if (ids.length === 1) return [...ids];
      // One of them spoils the list for all; halving finds it in a few calls, once.
      const half = Math.ceil(ids.length / 2);
      return [
        ...(await list(ids.slice(0, half), seen)),
        ...(await list(ids.slice(half), seen)),
      ];
    }
  }

  return async (ids) => {
    const seen: Seen = new Map();
    const listable = ids.filter((id) => !unlisted.has(id));
    const missing = await list(listable, seen);
    const singly = [...missing, ...ids.filter((id) => unlisted.has(id))];
    const isListing = now() >= withoutListUntil;
    await inTurns(singly, async (id) => {
      const single = await getSingle(tasks, id);
      seen.set(id, single);
      if (isListing && single.seen === 'task') unlisted.add(id);
    });
    for (const id of unlisted) if (!ids.includes(id)) unlisted.delete(id);
    return seen;
  };
}

/** @throws UpstreamError when the target itself does not answer, so that the others need not be asked for */
async function getSingle(tasks: Tasks, id: string): Promise<Sighting> {
  try {
    return sightingOf(id, await tasks.get(id));
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.kind !== 'refused') {
      throw error;
    }
    return error.facts.httpStatus === 404
      ? { seen: 'forgotten' }
      : { seen: 'nothing', because: 'no_answer' };
  }
}

async function inTurns(
  ids: readonly string[],
  work: (id: string) => Promise<void>,
): Promise<void> {
  const left = [...ids];
  const worker = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      await work(id);
    }
  };
  await Promise.all(Array.from({ length: SINGLE_GETS_AT_ONCE }, worker));
}

/** What a refused list call says about the call itself. */
function meaningOf(error: unknown): 'no_such_call' | 'one_spoils_it' | 'other' {
  if (!(error instanceof UpstreamError) || error.kind !== 'refused') {
    return 'other';
  }
  const { httpStatus, errorType } = error.facts;
  if (httpStatus === 404 || httpStatus === 405 || httpStatus === 501) {
    return 'no_such_call';
  }
  if (errorType === 'OPERATION_NOT_FOUND') return 'no_such_call';
  return httpStatus === 400 || errorType === 'RESOURCE_INACCESSIBLE'
    ? 'one_spoils_it'
    : 'other';
}

/** One object per answer that changed, so that an unchanged one is known by identity. */
const sightings = new WeakMap<TaskInfo, Sighting>();

function sightingOf(id: string, info: TaskInfo): Sighting {
  const known = sightings.get(info) ?? { seen: 'task', work: workOf(id, info) };
  sightings.set(info, known);
  return known;
}

function workOf(id: string, info: TaskInfo): UpstreamWork {
  const { progress, result } = info;
  const common =
    progress === undefined
      ? {}
      : {
          progress: { total: progress.total, completed: progress.completed },
        };
  switch (info.status) {
    case 'PENDING':
    case 'RUNNING':
      return { ...common, state: 'running' };
    case 'BLOCKED':
      return { ...common, state: 'blocked' };
    case 'SUCCEEDED':
      return {
        ...common,
        state: 'succeeded',
        ...(result === undefined ? {} : { result }),
      };
    case 'FAILED': {
      const { facts } = taskFailure(id, info);
      const words = `${facts.errorType ?? ''} ${facts.messages[0]?.id ?? ''}`;
      return {
        ...common,
        state: 'failed',
        failure: { facts, isCancellation: /CANCEL/i.test(words) },
      };
    }
  }
}
