import type { Database, DeliveryRow } from '@keyward/database';

import type { ConfigFile } from '../config-file.ts';
import { smtpSettings, webhookSettings } from './channel-settings.ts';
import type { Channels } from './channels.ts';
import { DeliveryProblem } from '../deliveries/delivery-problem.ts';
import { sendEmail } from './send-email.ts';
import { createWebhookSender } from './send-webhook.ts';
import { toldMessage } from './told-message.ts';

export interface Senders {
  channels: Channels;
  /** Sends what waits in the outbox, once. @throws DeliveryProblem, SecretFileError */
  send(delivery: DeliveryRow, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface SenderParts {
  db: Database;
  file: Pick<ConfigFile, 'smtp' | 'webhooks'>;
  isDemo: boolean;
  /** Where people open the console. */
  publicUrl: string;
}

/** Opens the channels of the configuration file. @throws ConfigError */
export function openSenders(parts: SenderParts): Senders {
  const { db, file, isDemo, publicUrl } = parts;
  const smtp = file.smtp === undefined ? null : smtpSettings(file.smtp, isDemo);
  const hooks = new Map(
    webhookSettings(file.webhooks ?? [], isDemo).map((settings) => [
      settings.key,
      createWebhookSender(settings, publicUrl),
    ]),
  );
  return {
    channels: { email: smtp !== null, webhooks: [...hooks.keys()] },
    async send({ id, channel, recipient, payload }, signal) {
      const message = toldMessage.parse(payload);
      if (channel === 'webhook') {
        const hook = hooks.get(recipient);
        if (hook === undefined) throw noLongerThere();
        return hook.send(id, message, signal);
      }
      if (smtp === null) throw noLongerThere();
      const to = await addressee(db, recipient);
      return sendEmail(smtp, publicUrl, id, to, message);
    },
    async close() {
      await Promise.all([...hooks.values()].map((hook) => hook.close()));
    },
  };
}

function noLongerThere(): DeliveryProblem {
  return new DeliveryProblem('no longer configured', true);
}

/** The address as it is now: who was disabled or has none any more gets nothing. */
async function addressee(
  db: Database,
  personId: string,
): Promise<{ address: string; name: string }> {
  const person = await db
    .selectFrom('person')
    .select(['email', 'display_name'])
    .where('id', '=', personId)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  const address = person?.email ?? null;
  if (person === undefined || address === null) {
    throw new DeliveryProblem('no address', true);
  }
  return { address, name: person.display_name };
}
