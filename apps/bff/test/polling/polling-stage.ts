import { connectDatabase, type Database, jsonb } from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
} from '@keyward/database/test-database';
import {
  keyEncryptionKeyFromBytes,
  keyRing,
  seal,
  Secret,
} from '@keyward/secrets';
import type { TlsIdentity } from '@keyward/simulators';
import { createEgressGuard, type UpstreamLimits } from '@keyward/upstream-http';
import { randomBytes, randomUUID } from 'node:crypto';

import { ClientPool } from '../../src/connections/client-pool.ts';
import type { Sighting } from '../../src/polling/sighting.ts';
import { UpstreamPoller } from '../../src/polling/upstream-poller.ts';
import { startTaskTarget, type TaskTarget } from './task-target.ts';

/** What somebody who follows a task was told. */
interface Follower {
  told: Sighting[];
  latest(): Sighting | undefined;
  stop(): void;
}

interface Replica {
  poller: UpstreamPoller;
  clients: ClientPool;
  follow(taskId: string): Follower;
  stop(): Promise<void>;
}

export interface PollingStage {
  db: Database;
  target: TaskTarget;
  connectionId: string;
  /** A console that shares the database, named `owner`. */
  replica(owner?: string): Replica;
  close(): Promise<void>;
}

/** A target, a stored connection to it, and as many replicas as a test wants. */
export async function openPollingStage(
  limits: Partial<UpstreamLimits> = {},
): Promise<PollingStage> {
  const testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  const target = await startTaskTarget();
  const console = await openPolledConsole(testDatabase.url, target, limits);
  return {
    ...console,
    target,
    async close() {
      await console.close();
      await target.close();
      await testDatabase.drop();
    },
  };
}

/** The console's side of it, on a database that has its tables and with a target wherever it may run. */
export async function openPolledConsole(
  url: string,
  target: Pick<TaskTarget, 'port'> & {
    identity: Pick<TlsIdentity, 'sha256' | 'certificatePem'>;
  },
  limits: Partial<UpstreamLimits> = {},
): Promise<Omit<PollingStage, 'target'>> {
  const database = connectDatabase(url);
  const { db } = database;
  const kek = keyRing(keyEncryptionKeyFromBytes(randomBytes(32)));
  const egress = createEgressGuard({
    allow: [{ cidr: '127.0.0.1/32', ports: 'any' }],
    allowLoopback: true,
  });
  const connectionId = randomUUID();
  await db
    .insertInto('connection')
    .values({
      id: connectionId,
      name: 'target',
      description: '',
      kind: 'vcenter',
      host: '127.0.0.1',
      port: target.port,
      trust: jsonb({ mode: 'pin', sha256: target.identity.sha256 }),
      pinned_certificate: target.identity.certificatePem,
      username: 'keyward',
      credential: await seal(
        kek,
        { table: 'connection', column: 'credential', rowId: connectionId },
        new Secret('a password of the test'),
      ),
      credential_set_at: new Date(),
      capabilities: [],
      health: 'reachable',
    })
    .execute();
  const replicas: Replica[] = [];
  return {
    db,
    connectionId,
    replica(owner = `replica-${String(replicas.length + 1)}`) {
      const clients = new ClientPool({ db, kek, egress, limits });
      const poller = new UpstreamPoller({ db, clients, owner });
      const made: Replica = {
        poller,
        clients,
        follow(taskId) {
          const told: Sighting[] = [];
          const stop = poller.watch(connectionId, taskId, (sighting) => {
            told.push(sighting);
          });
          return { told, latest: () => told.at(-1), stop };
        },
        async stop() {
          await poller.stop();
          await clients.close();
        },
      };
      replicas.push(made);
      return made;
    },
    async close() {
      for (const each of replicas) await each.stop();
      await database.close();
    },
  };
}
