import { connectDatabase, type DatabaseHandle } from '@keyward/database';
import { createTestDatabase } from '@keyward/database/test-database';
import {
  type ControlClient,
  createControlClient,
  type Estate,
  estatePath,
  startEstate,
} from '@keyward/simulators';
import { sql } from 'kysely';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  DEMO_PASSWORD,
  type SimulatorName,
} from '../support/console-under-test.ts';
import { DEMO_TEMPLATE } from '../support/demo-template.ts';
import { type Person, signIn } from '../support/person.ts';
import { waitFor } from '../support/wait-for.ts';
import { type ConsoleChild, spawnConsole } from './spawn-console.ts';
import { type MainProcess, spawnMain } from './spawn-main.ts';

type Started = Pick<ConsoleChild, 'port' | 'ended' | 'kill'>;

/** A simulated estate and a database that outlive the consoles which are started, and killed, on them. */
export interface FaultStage {
  db: DatabaseHandle['db'];
  databaseUrl: string;
  dataDir: string;
  /** What a process needs to be a console on this stage. */
  env: Record<string, string>;
  simulators: Estate['simulators'];
  control(name: SimulatorName): ControlClient;
  connectionId(name: SimulatorName): string;
  /** Starts a console; whoever is signed in asks this one from now on. It may have to die at a point, even of its start. */
  boot(dieAt?: string): Promise<ConsoleChild>;
  /** The same for the console as it is delivered, which can be stopped but not armed. */
  bootMain(): Promise<MainProcess>;
  /** The requester and the approver; their sessions outlive the console. */
  people(): { admin: Person; reviewer: Person };
  /** The seconds that every lease lasts are over: on tasks, on pollers and on keys of requests. */
  expireLeases(): Promise<void>;
  close(): Promise<void>;
}

const MANY = 1_000_000;
/** Shorter than a password counts as a fresh proof. */
const PROOF_MS = 6 * 60_000;

export async function openFaultStage(
  estate: readonly SimulatorName[],
  taskSeconds = 0.6,
): Promise<FaultStage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'keyward-faults-'));
  const undo: (() => Promise<unknown>)[] = [
    () => rm(dataDir, { recursive: true, force: true }),
  ];
  const close = async (): Promise<void> => {
    for (const each of undo.splice(0).reverse()) await each();
  };
  try {
    return await open(dataDir, estate, taskSeconds, undo, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  dataDir: string,
  estate: readonly SimulatorName[],
  taskSeconds: number,
  undo: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<FaultStage> {
  const estateDir = join(dataDir, 'simulators');
  const simulated = await startEstate({
    dataDir: estateDir,
    only: estate,
    options: { taskSeconds },
  });
  undo.push(() => simulated.stop());
  const testDatabase = await createTestDatabase(DEMO_TEMPLATE);
  undo.push(() => testDatabase.drop());
  const database = connectDatabase(testDatabase.url, { maxConnections: 4 });
  undo.push(() => database.close());
  const { db } = database;
  const started = new Set<Started>();
  undo.push(() => Promise.all([...started].map((each) => each.kill())));
  const env = await environment(dataDir, testDatabase.url, estateDir);

  const line = { port: 0, heard: () => undefined };
  const ids = new Map<string, string>();
  let people: { admin: Person; reviewer: Person } | null = null;
  let proveAgainAt = 0;
  async function begin<C extends Started>(
    console: C,
    isDoomed = false,
  ): Promise<C> {
    started.add(console);
    void console.ended.then(() => started.delete(console));
    line.port = console.port;
    // Nobody can count on signing in at a console that is about to die.
    if (isDoomed) return console;
    if (people === null || performance.now() > proveAgainAt) {
      people = await signInBoth();
      proveAgainAt = performance.now() + PROOF_MS;
    }
    return console;
  }
  async function signInBoth() {
    await waitFor('a look at every connection', async () => {
      const rows = await db
        .selectFrom('connection')
        .select(['id', 'name', 'health'])
        .execute();
      for (const { id, name } of rows) ids.set(name, id);
      return rows.every(({ health }) => health !== 'unknown');
    });
    return {
      admin: await signIn(line, 'admin', DEMO_PASSWORD),
      reviewer: await signIn(line, 'reviewer', DEMO_PASSWORD),
    };
  }
  return {
    db,
    databaseUrl: testDatabase.url,
    dataDir,
    env,
    simulators: simulated.estate.simulators,
    control: (name) => createControlClient(simulated.estate, name),
    connectionId(name) {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`${name} was not started.`);
      return id;
    },
    async boot(dieAt) {
      const deadly = dieAt === undefined ? {} : { KEYWARD_FAILPOINT: dieAt };
      return begin(
        await spawnConsole({ ...env, ...deadly }),
        dieAt !== undefined,
      );
    },
    async bootMain() {
      return begin(await spawnMain(env));
    },
    people() {
      if (people === null) throw new Error('No console was started yet.');
      return people;
    },
    async expireLeases() {
      // Whatever is being written at this moment has a holder that lives.
      await sql`update task set lease_until = clock_timestamp() where id in (
        select id from task where lease_until is not null for update skip locked)`.execute(
        db,
      );
      await sql`update connection_poller set lease_until = clock_timestamp()`.execute(
        db,
      );
      await sql`update idempotency set lease_until = now() where lease_until is not null`.execute(
        db,
      );
    },
    close,
  };
}

async function environment(
  dataDir: string,
  databaseUrl: string,
  estateDir: string,
): Promise<Record<string, string>> {
  const web = join(dataDir, 'web');
  await mkdir(web);
  await writeFile(join(web, 'index.html'), '<!doctype html><p>Keyward</p>');
  const file = join(dataDir, 'keyward.json');
  const limits = {
    readsPer10Seconds: MANY,
    changesPer10Seconds: MANY,
    strangersPer10Seconds: MANY,
    streams: 100,
    looks: 100,
    plans: 100,
  };
  await writeFile(file, JSON.stringify({ limits }));
  return {
    PORT: '0',
    DATABASE_URL: databaseUrl,
    KEYWARD_DATA_DIR: dataDir,
    KEYWARD_ESTATE_FILE: estatePath(estateDir),
    KEYWARD_WEB_DIR: web,
    KEYWARD_CONFIG_FILE: file,
  };
}
