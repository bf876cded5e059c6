import {
  AnswerMemory,
  ontapRefusal,
  UpstreamError,
} from '@keyward/upstream-http';

import type { OntapConnection } from './ontap-connection.ts';
import { readPages } from './read-pages.ts';
import { job, jobPage, jobStarted } from './wire/index.ts';
import type { Job } from './wire/index.ts';

const JOBS_PATH = '/api/cluster/jobs';
/** Keeps the query string well below the usual limit of 8 KiB. */
const UUIDS_PER_CALL = 100;

export function getJob(
  connection: OntapConnection,
  uuid: string,
): Promise<Job> {
  return connection.get(
    `${JOBS_PATH}/${encodeURIComponent(uuid)}`,
    { fields: '*' },
    job,
  );
}

/** What a list of jobs that is asked for over and over was answered last, per page. */
export class JobListMemory {
  readonly #pages = new Map<string, AnswerMemory>();

  answerOf(page: string): AnswerMemory {
    const known = this.#pages.get(page) ?? new AnswerMemory();
    this.#pages.set(page, known);
    return known;
  }
}

/** The jobs of these UUIDs that the cluster still knows, in as few calls as the query's length allows. */
export async function listJobs(
  connection: OntapConnection,
  uuids: readonly string[],
  memory?: JobListMemory,
): Promise<Job[]> {
  const jobs: Job[] = [];
  for (let start = 0; start < uuids.length; start += UUIDS_PER_CALL) {
    const uuid = uuids.slice(start, start + UUIDS_PER_CALL).join('|');
    jobs.push(
      ...(await readPages(
        connection,
        JOBS_PATH,
        { uuid, fields: '*' },
        jobPage,
        memory === undefined
          ? undefined
          : (page) => memory.answerOf(`${String(start)}/${String(page)}`),
      )),
    );
  }
  return jobs;
}

/** The job that a 202 started; undefined when its body names none. */
export function startedJob(body: unknown): string | undefined {
  const parsed = jobStarted.safeParse(body);
  return parsed.success ? parsed.data.job.uuid : undefined;
}

/** Why a job failed, as the refusal that the same work would have met at once. */
export function jobFailure(failed: Job): UpstreamError {
  const { code, message, error } = failed;
  const { facts } = ontapRefusal({
    body: {
      error: error ?? {
        ...(code === undefined ? {} : { code: String(code) }),
        ...(message === undefined ? {} : { message }),
      },
    },
  });
  return new UpstreamError({
    kind: 'refused',
    delivery: 'answered',
    facts: { ...facts, upstreamTaskId: failed.uuid },
    message: 'The ONTAP job failed.',
  });
}
