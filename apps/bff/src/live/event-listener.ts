import { EVENT_CHANNEL } from '@keyward/database';
import pg from 'pg';
import type { Logger } from 'pino';

import { describeError } from '../http/send-problem.ts';

const RECONNECT_MS = 1_000;

export interface EventListener {
  start(): void;
  stop(): Promise<void>;
}

/**
 * One connection that only hears that there is something new. A notification may be lost with its connection, so
 * whoever is woken reads the table; after every reconnect it is woken too.
 *
 * @param onNews gets the newest event number, or null when it is not known
 */
export function createEventListener(
  connectionString: string,
  log: Logger,
  onNews: (newest: number | null) => void,
): EventListener {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString,
      application_name: 'keyward events',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    client = next;
    let isLost = false;
    const lose = (): void => {
      if (isLost) return;
      isLost = true;
      next.end().catch(() => undefined);
      if (!isStopped) timer = setTimeout(tryConnect, RECONNECT_MS);
    };
    next.on('error', lose);
    next.on('end', lose);
    next.on('notification', ({ payload }) => {
      const newest = Number(payload);
      onNews(Number.isSafeInteger(newest) ? newest : null);
    });
    try {
      await next.connect();
      await next.query(`listen ${EVENT_CHANNEL}`);
      onNews(null);
    } catch (error) {
      if (!isStopped) {
        log.warn({ error: describeError(error) }, 'event notifications lost');
      }
      lose();
    }
  };
  const tryConnect = (): void => {
    void connect();
  };

  return {
    start: tryConnect,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
