import { Agent, request } from 'undici';

import { asDeliveryProblem, DeliveryProblem } from './delivery-problem.ts';

const MOST_MS = 10_000;
const MOST_ANSWER_BYTES = 16 * 1024;

/** Where something is posted to; PEM texts, null where the configuration names no file. */
export interface ReceiverSettings {
  url: URL;
  ca: string | null;
  cert?: string | null;
  key?: string | null;
}

/** Takes what is posted to it. Redirects are never followed; of the answer only the status counts. */
export interface HttpReceiver {
  /** @throws DeliveryProblem unless the answer is 2xx, in time */
  post(
    body: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<void>;
  close(): Promise<void>;
}

/** @param connections how many at a time */
export function createHttpReceiver(
  { url, ca, cert = null, key = null }: ReceiverSettings,
  connections: number,
): HttpReceiver {
  const agent = new Agent({
    connect: {
      timeout: MOST_MS,
      ...(ca === null ? {} : { ca }),
      ...(cert === null || key === null ? {} : { cert, key }),
    },
    headersTimeout: MOST_MS,
    bodyTimeout: MOST_MS,
    connections,
    allowH2: false,
  });
  return {
    async post(body, headers, signal) {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]);
      try {
        const answer = await request(url, {
          dispatcher: agent,
          method: 'POST',
          body,
          signal: limited,
          headers: { 'user-agent': 'Keyward', ...headers },
        });
        // What was answered does not matter; a bounded rest is read so that the connection can be used again.
        await answer.body
          .dump({ limit: MOST_ANSWER_BYTES, signal: limited })
          .catch(() => undefined);
        if (answer.statusCode >= 200 && answer.statusCode <= 299) return;
        throw new DeliveryProblem(`HTTP ${String(answer.statusCode)}`);
      } catch (error) {
        if (error instanceof Error && error.name === 'TimeoutError') {
          throw new DeliveryProblem('no answer in time');
        }
        throw asDeliveryProblem(error);
      }
    },
    close: () => agent.destroy(),
  };
}
