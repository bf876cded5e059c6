import {
  connectDatabase,
  type Database,
  type DatabaseHandle,
} from '@keyward/database';
import { createTestDatabase } from '@keyward/database/test-database';
import { generateKeyEncryptionKeyFile } from '@keyward/secrets';
import {
  type ControlClient,
  createControlClient,
  estatePath,
  startEstate,
} from '@keyward/simulators';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  DEMO_PASSWORD,
  type SimulatorName,
} from '../support/console-under-test.ts';
import { DEMO_TEMPLATE } from '../support/demo-template.ts';
import { callAs, type Person, signIn } from '../support/person.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  type Replica,
  type ReplicaOptions,
  startReplica,
} from './start-replica.ts';

export interface SiteOptions {
  estate: readonly SimulatorName[];
  taskSeconds?: number;
  /** Begins with an empty database, so that the first start of all is part of the test. */
  isEmpty?: boolean;
  /** Section `limits` of the configuration file; wide without it. */
  limits?: Record<string, number>;
}

/** One database, one key, one simulated estate, and as many consoles on them as a test starts. */
export interface Site {
  db: Database;
  pool: DatabaseHandle['pool'];
  databaseUrl: string;
  control(name: SimulatorName): ControlClient;
  connectionId(name: SimulatorName): Promise<string>;
  start(options?: Partial<ReplicaOptions>): Promise<Replica>;
  stop(): Promise<void>;
}

const WIDE = {
  readsPer10Seconds: 1_000_000,
  changesPer10Seconds: 1_000_000,
  strangersPer10Seconds: 1_000_000,
  streams: 100,
  looks: 100,
  plans: 100,
};

export async function openSite(options: SiteOptions): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-replicas-'));
  const at = (name: string): string => join(folder, name);
  await mkdir(at('web'));
  await writeFile(at('web/index.html'), '<!doctype html><p>Keyward</p>');
  await writeFile(
    at('config.json'),
    JSON.stringify({ limits: options.limits ?? WIDE }),
    { mode: 0o600 },
  );
  await generateKeyEncryptionKeyFile(at('kek'));
  const simulated = await startEstate({
    dataDir: at('simulators'),
    only: options.estate,
    keyServers: false,
    options: { taskSeconds: options.taskSeconds ?? 0.6, echoSecrets: false },
  });
  const testDatabase = await createTestDatabase(
    options.isEmpty === true ? undefined : DEMO_TEMPLATE,
  );
  const database = connectDatabase(testDatabase.url, { maxConnections: 4 });
  const running: Replica[] = [];
  let started = 0;
  return {
    db: database.db,
    pool: database.pool,
    databaseUrl: testDatabase.url,
    control: (name) => createControlClient(simulated.estate, name),
    connectionId: (name) =>
      waitFor(`${name} to be looked at`, async () => {
        const found = await database.db
          .selectFrom('connection')
          .select('id')
          .where('name', '=', name)
          .where('health', '<>', 'unknown')
          .executeTakeFirst();
        return found?.id;
      }),
    async start(given = {}) {
      started += 1;
      const dataDir = at(`replica-${String(started)}`);
      await mkdir(dataDir);
      const replica = await startReplica({
        ...given,
        env: {
          KEYWARD_MODE: 'demo',
          DATABASE_URL: testDatabase.url,
          KEYWARD_DATA_DIR: dataDir,
          KEYWARD_KEK_FILE: at('kek'),
          KEYWARD_CONFIG_FILE: at('config.json'),
          KEYWARD_ESTATE_FILE: estatePath(at('simulators')),
          KEYWARD_WEB_DIR: at('web'),
          ...given.env,
        },
      });
      running.push(replica);
      return replica;
    },
    async stop() {
      await Promise.all(running.map((each) => each.kill()));
      await simulated.stop();
      await database.close();
      await testDatabase.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function signInAt(replica: Replica, username: string): Promise<Person> {
  return signIn(replica, username, DEMO_PASSWORD);
}

/** The same browser, sent to another replica by whatever stands in front of them. */
export function at(replica: Replica, person: Person): Person {
  return {
    ...person,
    call: (method, path, body, headers) =>
      callAs(replica, person.cookie, method, path, body, headers),
  };
}
