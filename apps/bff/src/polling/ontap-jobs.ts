import {
  type Job,
  jobFailure,
  JobListMemory,
  type OntapClient,
  UpstreamError,
} from '@keyward/ontap-client';

import type { PollMethod, Seen } from './poll-method.ts';
import type { Sighting, UpstreamWork } from './sighting.ts';

/** All jobs of a cluster by list calls; a job that no list names is asked for by its UUID before it counts as gone. */
export function ontapJobs(
  client: Pick<OntapClient, 'getJob' | 'listJobs'>,
): PollMethod {
  const memory = new JobListMemory();
  return async (ids) => {
    const seen: Seen = new Map();
    for (const job of await client.listJobs(ids, memory)) {
      seen.set(job.uuid, { seen: 'task', work: workOf(job) });
    }
    for (const id of ids) {
      if (!seen.has(id)) seen.set(id, await getSingle(client, id));
    }
    return seen;
  };
}

async function getSingle(
  client: Pick<OntapClient, 'getJob'>,
  uuid: string,
): Promise<Sighting> {
  try {
    return { seen: 'task', work: workOf(await client.getJob(uuid)) };
  } catch (error) {
    const isGone =
      error instanceof UpstreamError &&
      error.kind === 'refused' &&
      (error.facts.httpStatus === 404 || error.facts.code === '4');
    if (!isGone) throw error;
    return { seen: 'forgotten' };
  }
}

/** A paused job waits for somebody at the cluster. A state that ONTAP does not document is no end. */
function workOf(job: Job): UpstreamWork {
  switch (job.state) {
    case 'success':
      return { state: 'succeeded' };
    case 'failure':
      return {
        state: 'failed',
        failure: { facts: jobFailure(job).facts, isCancellation: false },
      };
    case 'paused':
      return { state: 'blocked' };
    case undefined:
    default:
      return { state: 'running' };
  }
}
