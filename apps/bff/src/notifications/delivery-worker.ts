import type { Database, DeliveryRow } from '@keyward/database';
import type { Logger } from 'pino';

import { describeError } from '../http/send-problem.ts';
import { SecretFileError } from '../secret-file.ts';
import {
  asDeliveryProblem,
  DeliveryProblem,
} from '../deliveries/delivery-problem.ts';
import type { Senders } from './senders.ts';
import { noteProblem, noteSent, takeDeliveries } from './take-deliveries.ts';

const LOOK_MS = 1_000;
/** Without a channel only what an earlier configuration left behind is there, to be given up. */
const IDLE_LOOK_MS = 60_000;
const AT_ONCE = 8;

export interface DeliveryParts {
  db: Database;
  log: Logger;
  senders: Pick<Senders, 'channels' | 'send'>;
  /** Counts one try by its channel and what became of it. */
  count: (channel: string, outcome: 'sent' | 'failed' | 'given_up') => void;
}

/**
 * Works off the outbox: every replica takes what is due, at most eight at once, and a failed one comes back later.
 * Returns a function that stops it; what is cut off is sent again by whoever comes next, with the same id.
 */
export function startDeliveries(parts: DeliveryParts): () => Promise<void> {
  const { db, log } = parts;
  const { email, webhooks } = parts.senders.channels;
  const stopping = new AbortController();
  const sending = new Set<Promise<void>>();
  let looking = Promise.resolve();
  let isLooking = false;

  const look = async (): Promise<void> => {
    const free = AT_ONCE - sending.size;
    if (free === 0 || stopping.signal.aborted) return;
    for (const delivery of await takeDeliveries(db, free)) {
      const one = deliver(parts, delivery, stopping.signal)
        .catch((error: unknown) =>
          log.error({ error: describeError(error) }, 'A delivery was lost.'),
        )
        .finally(() => sending.delete(one));
      sending.add(one);
    }
  };
  const timer = setInterval(
    () => {
      if (isLooking) return;
      isLooking = true;
      looking = look()
        .catch((error: unknown) =>
          log.error(
            { error: describeError(error) },
            'The outbox cannot be read.',
          ),
        )
        .finally(() => {
          isLooking = false;
        });
    },
    email || webhooks.length > 0 ? LOOK_MS : IDLE_LOOK_MS,
  ).unref();
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await looking;
    await Promise.all(sending);
  };
}

async function deliver(
  { db, log, senders, count }: DeliveryParts,
  delivery: DeliveryRow,
  signal: AbortSignal,
): Promise<void> {
  const { id, channel, attempts } = delivery;
  try {
    await senders.send(delivery, signal);
  } catch (error) {
    // Cut off by the stop: the lease runs out and somebody tries again.
    if (signal.aborted) return;
    const problem =
      error instanceof SecretFileError
        ? new DeliveryProblem('its secret file cannot be used')
        : asDeliveryProblem(error);
    const outcome = await noteProblem(db, delivery, problem);
    count(channel, outcome);
    log.warn(
      { delivery: id, channel, attempts, problem: problem.message, outcome },
      outcome === 'failed'
        ? 'A notification could not be delivered; it is tried again.'
        : 'A notification could not be delivered and was given up.',
    );
    return;
  }
  await noteSent(db, delivery);
  count(channel, 'sent');
}
