import { Agent, request } from 'undici';

import { readSecretFile } from '../secret-file.ts';
import type { WebhookSettings } from './channel-settings.ts';
import { asDeliveryProblem, DeliveryProblem } from './delivery-problem.ts';
import { signWebhook } from './sign-webhook.ts';
import type { ToldMessage } from './told-message.ts';

const MOST_MS = 10_000;
const MOST_ANSWER_BYTES = 16 * 1024;

/** Sends to one receiver. Redirects are never followed; of the answer only the status counts. */
export interface WebhookSender {
  /** @throws DeliveryProblem */
  send(id: string, message: ToldMessage, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** @param publicUrl where people open the console */
export function createWebhookSender(
  { url, secretFile, ca }: WebhookSettings,
  publicUrl: string,
): WebhookSender {
  const agent = new Agent({
    connect: { timeout: MOST_MS, ...(ca === null ? {} : { ca }) },
    headersTimeout: MOST_MS,
    bodyTimeout: MOST_MS,
    connections: 4,
    allowH2: false,
  });
  return {
    async send(id, { path, ...message }, signal) {
      const body = JSON.stringify({
        id,
        ...message,
        link: new URL(path, publicUrl).href,
      });
      // Signed at each try: a receiver refuses what is older than five minutes.
      const timestamp = String(Math.floor(Date.now() / 1000));
      const status = await post(agent, url, body, signal, {
        'keyward-delivery': id,
        'keyward-timestamp': timestamp,
        'keyward-signature': signWebhook(
          readSecretFile(secretFile),
          timestamp,
          body,
        ),
      });
      if (status < 200 || status > 299) {
        throw new DeliveryProblem(`HTTP ${String(status)}`);
      }
    },
    close: () => agent.destroy(),
  };
}

async function post(
  agent: Agent,
  url: URL,
  body: string,
  signal: AbortSignal,
  headers: Record<string, string>,
): Promise<number> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]);
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method: 'POST',
      body,
      signal: limited,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Keyward',
        ...headers,
      },
    });
    // What was answered does not matter; a bounded rest is read so that the connection can be used again.
    await answer.body
      .dump({ limit: MOST_ANSWER_BYTES, signal: limited })
      .catch(() => undefined);
    return answer.statusCode;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') {
      throw new DeliveryProblem('no answer in time');
    }
    throw asDeliveryProblem(error);
  }
}
