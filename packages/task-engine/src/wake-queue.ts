import type { Journal } from '@keyward/database';
import { sql } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';

import type { EngineLog } from './engine-contract.ts';
import { WAKE_CHANNEL } from './wake-listener.ts';

const QUEUE = 'keyward-task';
const POLL_SECONDS = 2;
const HOUR_SECONDS = 3600;

export interface WakeQueue {
  start(onWake: () => void): Promise<void>;
  stop(): Promise<void>;
  /** Wakes every replica when the transaction commits, and again after `delayMs` when given. */
  wake(journal: Journal, taskId: string, delayMs?: number): Promise<void>;
}

/**
 * Wake-ups and delays over pg-boss, one waiting job per task. A job says only that some task may be due: the task
 * table decides, so a lost or doubled job changes nothing.
 */
export function createWakeQueue(
  connectionString: string,
  log: EngineLog,
): WakeQueue {
  let boss: PgBoss | undefined;
  return {
    async start(onWake) {
      const starting = new PgBoss({
        connectionString,
        schema: 'pgboss',
        application_name: 'keyward-queue',
        max: 2,
        schedule: false,
        reindex: false,
        monitorVacuum: false,
      });
      starting.on('error', (error) =>
        log.warn({ reason: error.message }, 'The wake-up queue had an error.'),
      );
      await starting.start();
      await starting.createQueue(QUEUE, {
        policy: 'short',
        retryLimit: 0,
        deleteAfterSeconds: HOUR_SECONDS,
      });
      await starting.work(
        QUEUE,
        { batchSize: 100, pollingIntervalSeconds: POLL_SECONDS },
        () => Promise.resolve(onWake()),
      );
      boss = starting;
    },
    async stop() {
      const stopping = boss;
      boss = undefined;
      await stopping?.stop({ graceful: false });
    },
    async wake(journal, taskId, delayMs = 0) {
      // A stopping replica still writes tasks; the sweep of the others finds them.
      await boss?.send(
        QUEUE,
        { taskId },
        {
          db: fromKysely(journal.tx),
          singletonKey: taskId,
          // In seconds, so that the database's clock counts and not this process's.
          startAfter: delayMs / 1_000,
        },
      );
      if (delayMs === 0) {
        await sql`select pg_notify(${WAKE_CHANNEL}, ${taskId})`.execute(
          journal.tx,
        );
      }
    },
  };
}
