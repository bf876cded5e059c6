import pg from 'pg';

import type { EngineLog } from './engine-contract.ts';

/** Notified on commit with the id of a task that may be due or was asked to cancel. */
export const WAKE_CHANNEL = 'keyward_task';

const LONGEST_WAIT_MS = 5_000;

export interface WakeListener {
  start(onWake: (taskId: string) => void): Promise<void>;
  stop(): Promise<void>;
}

/** Listens on one connection and opens the next one when it breaks. Missed wake-ups cost at most one sweep. */
export function createWakeListener(
  connectionString: string,
  log: EngineLog,
): WakeListener {
  let client: pg.Client | undefined;
  let retryTimer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let failures = 0;

  async function open(onWake: (taskId: string) => void): Promise<void> {
    const opening = new pg.Client({
      connectionString,
      application_name: 'keyward-wake',
      keepAlive: true,
    });
    let isOver = false;
    const onOver = (): void => {
      if (isOver) return;
      isOver = true;
      opening.end().catch(() => undefined);
      if (!isStopped) reopenLater(onWake);
    };
    opening.on('error', onOver);
    opening.on('end', onOver);
    opening.on('notification', ({ payload }) => onWake(payload ?? ''));
    client = opening;
    try {
      await opening.connect();
      await opening.query(`listen ${WAKE_CHANNEL}`);
      failures = 0;
    } catch {
      onOver();
    }
  }

  function reopenLater(onWake: (taskId: string) => void): void {
    failures += 1;
    log.warn({ failures }, 'The wake-up connection broke; opening another.');
    retryTimer = setTimeout(
      () => void open(onWake),
      Math.min(250 * 2 ** failures, LONGEST_WAIT_MS),
    );
  }

  return {
    start: open,
    async stop() {
      isStopped = true;
      clearTimeout(retryTimer);
      await client?.end().catch(() => undefined);
    },
  };
}
