import {
  connectDatabase,
  type Database,
  type DeliveryRow,
  transact,
} from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
} from '@keyward/database/test-database';
import { sql } from 'kysely';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { v7 as uuidv7 } from 'uuid';

import { startDeliveries } from '../../src/notifications/delivery-worker.ts';
import type { Matter } from '../../src/notifications/matter.ts';
import {
  openSenders,
  type SenderParts,
} from '../../src/notifications/senders.ts';
import { tell } from '../../src/notifications/tell.ts';
import { waitFor } from '../support/wait-for.ts';

export const PUBLIC_URL = 'https://keyward.example';

export interface Replica {
  /** Tells these people of a matter; its name makes it another one. */
  tell(
    name: string,
    personIds: string[],
    more?: Partial<Matter>,
  ): Promise<void>;
  counted: string[];
  stop(): Promise<void>;
}

/** A database with people in it, and workers on its outbox. */
export interface OutboxStage {
  db: Database;
  logged: string[];
  secretFile(text: string, mode?: number): Promise<string>;
  file(text: string): Promise<string>;
  person(email: string | null, displayName?: string): Promise<string>;
  replica(file: SenderParts['file'], isDemo?: boolean): Replica;
  deliveries(): Promise<DeliveryRow[]>;
  /** Waits until the only delivery is as wanted. */
  deliveryWhen(passes: (row: DeliveryRow) => boolean): Promise<DeliveryRow>;
  /** Makes everything that waits due now. */
  hurry(): Promise<void>;
  /** Stops every replica, and forgets what was told and sent. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openOutboxStage(): Promise<OutboxStage> {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-outbox-'));
  const testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  const database = connectDatabase(testDatabase.url);
  const { db } = database;
  const logged: string[] = [];
  const log = pino({}, { write: (line) => void logged.push(line) });
  let files = 0;
  const write = async (text: string, mode: number): Promise<string> => {
    files += 1;
    const path = join(folder, `file-${String(files)}`);
    await writeFile(path, text, { mode });
    return path;
  };
  const deliveries = (): Promise<DeliveryRow[]> =>
    db.selectFrom('delivery').selectAll().orderBy('id').execute();
  const replicas: (() => Promise<void>)[] = [];
  return {
    db,
    logged,
    secretFile: (text, mode = 0o600) => write(`${text}\n`, mode),
    file: (text) => write(text, 0o644),
    async person(email, displayName = 'Pat Person') {
      const id = uuidv7();
      await db
        .insertInto('person')
        .values({ id, username: id, display_name: displayName, email })
        .execute();
      return id;
    },
    replica(file, isDemo = true) {
      const senders = openSenders({ db, file, isDemo, publicUrl: PUBLIC_URL });
      const counted: string[] = [];
      const stopWorker = startDeliveries({
        db,
        log,
        senders,
        count: (channel, outcome) => void counted.push(`${channel} ${outcome}`),
      });
      const stop = async (): Promise<void> => {
        await stopWorker();
        await senders.close();
      };
      replicas.push(stop);
      return {
        counted,
        stop,
        tell: (name, personIds, more = {}) =>
          transact(db, ({ tx }) =>
            tell(
              { tx },
              senders.channels,
              {
                kind: 'needs_decision',
                once: `needs_decision:${name}`,
                title: `CHG-1 needs a decision: ${name}`,
                changeId: null,
                taskId: null,
                connectionId: null,
                phrase: 'river lamp stone bird',
                deadline: new Date('2027-01-02T03:04:05.000Z'),
                ...more,
              },
              personIds,
            ),
          ),
      };
    },
    deliveries,
    deliveryWhen: (passes) =>
      waitFor('the delivery to get there', async () => {
        const [row, ...more] = await deliveries();
        return row !== undefined && more.length === 0 && passes(row) && row;
      }),
    async hurry() {
      await db
        .updateTable('delivery')
        .set({ due_at: sql<Date>`now()` })
        .where('due_at', 'is not', null)
        .execute();
    },
    async clear() {
      for (const stop of replicas.splice(0)) await stop();
      await db.deleteFrom('delivery').execute();
      await db.deleteFrom('notification').execute();
    },
    async close() {
      for (const stop of replicas) await stop();
      await database.close();
      await testDatabase.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
