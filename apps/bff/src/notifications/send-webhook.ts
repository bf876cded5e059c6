import { createHttpReceiver } from '../deliveries/http-receiver.ts';
import { signDelivery } from '../deliveries/sign-delivery.ts';
import { readSecretFile } from '../secret-file.ts';
import type { WebhookSettings } from './channel-settings.ts';
import type { ToldMessage } from './told-message.ts';

const MOST_CONNECTIONS = 4;

/** Sends to one receiver. */
export interface WebhookSender {
  /** @throws DeliveryProblem */
  send(id: string, message: ToldMessage, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** @param publicUrl where people open the console */
export function createWebhookSender(
  settings: WebhookSettings,
  publicUrl: string,
): WebhookSender {
  const receiver = createHttpReceiver(settings, MOST_CONNECTIONS);
  return {
    async send(id, { path, ...message }, signal) {
      const body = JSON.stringify({
        id,
        ...message,
        link: new URL(path, publicUrl).href,
      });
      const headers = {
        'content-type': 'application/json',
        'keyward-delivery': id,
        ...signDelivery(readSecretFile(settings.secretFile), body),
      };
      await receiver.post(body, headers, signal);
    },
    close: () => receiver.close(),
  };
}
