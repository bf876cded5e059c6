import type { TaskEngine } from '@keyward/task-engine';
import type { Logger } from 'pino';

import type { ChangeTasks } from './changes/change-parts.ts';
import { checkConnection } from './connections/check-connection.ts';
import type { ConnectionParts } from './connections/connection-parts.ts';
import { listConnections } from './connections/connection-record.ts';
import { startHousekeeping } from './housekeeping.ts';

export interface WorkerParts {
  connections: ConnectionParts;
  engine: TaskEngine;
  tasks: ChangeTasks;
  log: Logger;
}

export interface Workers {
  start: () => Promise<void>;
  /** They do not start again after that. */
  stop: () => Promise<void>;
}

/**
 * What moves changes and asks targets without anybody's request: tasks, housekeeping, and the first look at every
 * connection. All of it needs keys or may erase what is sealed, so none of it runs in a sealed console.
 */
export function createWorkers(parts: WorkerParts): Workers {
  const { connections, engine, tasks, log } = parts;
  const { db, notices } = connections;
  const undo: (() => Promise<unknown>)[] = [];
  return {
    async start() {
      await engine.start();
      undo.push(() => engine.stop());
      undo.push(startHousekeeping(db, notices, tasks, log));
      void checkAll(connections);
    },
    async stop() {
      for (const each of undo.splice(0).reverse()) await each();
    },
  };
}

/** Every connection is looked at once after a start, so that nobody meets an "unknown" for long. */
async function checkAll(parts: ConnectionParts): Promise<void> {
  const records = await listConnections(parts.db).catch(() => []);
  for (const record of records) {
    await checkConnection(parts, record).catch(() => undefined);
  }
}
