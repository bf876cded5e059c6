import type { OntapConnection } from './ontap-connection.ts';
import { readPages } from './read-pages.ts';
import { job, jobPage } from './wire/index.ts';
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

/** The jobs of these UUIDs that the cluster still knows, in as few calls as the query's length allows. */
export async function listJobs(
  connection: OntapConnection,
  uuids: readonly string[],
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
      )),
    );
  }
  return jobs;
}
