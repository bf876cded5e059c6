import type { FrozenRequest } from '@keyward/contract';
import type { Secret } from '@keyward/secrets';
import { revealBody } from '@keyward/secrets/reveal';

import type { VcenterTransport } from './transport.ts';
import { parseAnswer } from './parse-answer.ts';
import { taskId } from './wire/tasks.ts';

export interface FrozenAnswer {
  status: number;
  body: unknown;
  /** The upstream task that a 202 started. */
  taskId?: string;
}

/**
 * Sends an approved request exactly as it was frozen, with its secrets put in place.
 *
 * @throws UpstreamError, of kind `protocol` also when a task was started under an id that is none.
 */
export async function sendFrozen(
  transport: VcenterTransport,
  request: FrozenRequest,
  secrets: ReadonlyMap<string, Secret>,
  signal?: AbortSignal,
): Promise<FrozenAnswer> {
  const { method, path, query, body } = request;
  transport.sentSecrets.remember(secrets.values());
  const answer = await transport.send({
    method,
    path,
    ...(query ? { query } : {}),
    ...(body === undefined ? {} : { body: revealBody(body, secrets) }),
    ...(signal ? { signal } : {}),
  });
  const { status } = answer;
  if (status !== 202) return { status, body: answer.body };
  return {
    status,
    body: answer.body,
    taskId: parseAnswer(taskId, answer.body, 'a task id'),
  };
}
