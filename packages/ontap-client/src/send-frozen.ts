import type { FrozenRequest } from '@keyward/contract';
import type { Secret } from '@keyward/secrets';
import { reveal, revealBody } from '@keyward/secrets/reveal';

import { startedJob } from './jobs.ts';
import type { OntapConnection } from './ontap-connection.ts';
import { protocolError } from './protocol-error.ts';

export interface SentRequest {
  status: number;
  /** The answer without any echoed secret. */
  body: unknown;
  /** UUID of the job in which the cluster goes on; any mutation may be answered 202 with one. */
  job?: string;
}

/**
 * Sends exactly the approved request, once, with its secrets put in place of their placeholders.
 *
 * @throws UpstreamError; its `delivery` says whether the cluster may have acted.
 * @throws SecretPlaceholderError, before anything is sent, when a secret is missing.
 */
export async function sendFrozen(
  connection: OntapConnection,
  { method, path, query, body }: FrozenRequest,
  secrets: ReadonlyMap<string, Secret>,
): Promise<SentRequest> {
  const answer = await connection.send({
    method,
    path,
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body: revealBody(body, secrets) }),
    scrub: [...secrets.values()].map((secret) => reveal(secret)),
  });
  const { status } = answer;
  const job = status === 202 ? startedJob(answer.body) : undefined;
  if (status === 202 && job === undefined) {
    throw protocolError('ONTAP started a job and did not name it.', status);
  }
  return {
    status,
    body: answer.body,
    ...(job === undefined ? {} : { job }),
  };
}
