import type { Role } from '@keyward/contract';
import {
  connectDatabase,
  type Database,
  type DatabaseHandle,
} from '@keyward/database';
import { createTestDatabase } from '@keyward/database/test-database';
import {
  type ControlClient,
  createControlClient,
  type Estate,
  estatePath,
  startEstate,
} from '@keyward/simulators';
import type { UpstreamLimits } from '@keyward/upstream-http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';

import { readConfig } from '../../src/config.ts';
import type { LimitSettings } from '../../src/limits/limits-section.ts';
import { createLocalAccount } from '../../src/people/accounts.ts';
import { startConsole, type Tuning } from '../../src/start-console.ts';
import { DEMO_TEMPLATE } from './demo-template.ts';
import { type Line, type Person, signIn } from './person.ts';
import { type Answer, type Outgoing, send } from './send.ts';
import { waitFor } from './wait-for.ts';

export interface ConsoleOptions {
  /** Simulators to start; none without. */
  estate?: readonly SimulatorName[];
  /** Key servers that answer, beside the simulators. */
  keyServers?: boolean;
  taskSeconds?: number;
  echoSecrets?: boolean;
  env?: Record<string, string>;
  /** Other bounds of requests to targets than those of production. */
  limits?: Partial<UpstreamLimits>;
  /** Instead of the system's name server. */
  resolve?: Tuning['resolve'];
  /** Instead of the monotonic clock, for how long a cached read believes what was looked up. */
  cachedReadClock?: () => number;
  /** Other limits on what people may ask of the console; tests share people, so these are wide without it. */
  perPerson?: Partial<LimitSettings>;
}

const WIDE: LimitSettings = {
  readsPer10Seconds: 1_000_000,
  changesPer10Seconds: 1_000_000,
  strangersPer10Seconds: 1_000_000,
  streams: 100,
  looks: 100,
  plans: 100,
};

export type SimulatorName =
  'vc-ta' | 'vc-work' | 'vc-91' | 'esx-01' | 'esx-02' | 'ontap-01';

export interface ConsoleUnderTest extends Line {
  origin: string;
  /** A connection of the test's own, for looking behind the console and for altering what it stores. */
  db: Database;
  pool: DatabaseHandle['pool'];
  databaseUrl: string;
  dataDir: string;
  estate: Estate;
  /** Every line the console has logged. */
  logged: string[];
  /** Every answer to a person so far, headers included. */
  answers: string[];
  control(name: SimulatorName): ControlClient;
  connectionId(name: SimulatorName): string;
  send(outgoing: Outgoing): Promise<Answer>;
  signIn(username: string, password?: string): Promise<Person>;
  /** Somebody new with these roles, signed in. */
  person(...roles: Role[]): Promise<Person>;
  stop(): Promise<void>;
}

export const DEMO_PASSWORD = 'keyward-demo';

/** The whole console in this process, with a database and a simulated estate of its own. */
export async function startConsoleUnderTest(
  options: ConsoleOptions = {},
): Promise<ConsoleUnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), 'keyward-console-'));
  const webDir = join(dataDir, 'web');
  await mkdir(webDir);
  await writeFile(join(webDir, 'index.html'), '<!doctype html><p>Keyward</p>');
  const estateDir = join(dataDir, 'simulators');
  const simulated = await startEstate({
    dataDir: estateDir,
    only: options.estate ?? [],
    keyServers: options.keyServers ?? false,
    options: {
      taskSeconds: options.taskSeconds ?? 0.6,
      echoSecrets: options.echoSecrets ?? false,
    },
  });
  const testDatabase = await createTestDatabase(DEMO_TEMPLATE);
  const logged: string[] = [];
  const config = readConfig(
    {
      PORT: '0',
      DATABASE_URL: testDatabase.url,
      KEYWARD_DATA_DIR: dataDir,
      KEYWARD_ESTATE_FILE: estatePath(estateDir),
      KEYWARD_WEB_DIR: webDir,
      ...options.env,
    },
    [],
  );
  const perPerson = { ...WIDE, ...options.perPerson };
  const running = await startConsole(
    { ...config, file: { ...config.file, limits: perPerson } },
    pino({ level: 'debug' }, { write: (line) => void logged.push(line) }),
    {
      ...(options.limits === undefined ? {} : { limits: options.limits }),
      ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
      ...(options.cachedReadClock === undefined
        ? {}
        : { cachedReadClock: options.cachedReadClock }),
    },
  );
  // A second replica works on the database of the first.
  const databaseUrl = options.env?.['DATABASE_URL'] ?? testDatabase.url;
  const database = connectDatabase(databaseUrl, { maxConnections: 4 });
  const { db } = database;
  const ids = await settleConnections(db);
  const answers: string[] = [];
  const line: Line = {
    port: running.port,
    heard: (answer) =>
      void answers.push(
        `${String(answer.status)} ${JSON.stringify(answer.headers)} ${answer.text}`,
      ),
  };
  let people = 0;
  return {
    ...line,
    origin: `http://127.0.0.1:${String(running.port)}`,
    db,
    pool: database.pool,
    databaseUrl,
    dataDir,
    estate: simulated.estate,
    logged,
    answers,
    control: (name) => createControlClient(simulated.estate, name),
    connectionId: (name) => {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`${name} was not started.`);
      return id;
    },
    send: async (outgoing) => {
      const answer = await send(running.port, outgoing);
      line.heard(answer);
      return answer;
    },
    signIn: (username, password = DEMO_PASSWORD) =>
      signIn(line, username, password),
    async person(...roles) {
      people += 1;
      const username = `person-${String(people)}`;
      await db.transaction().execute(async (tx) => {
        const id = await createLocalAccount(tx, {
          username,
          displayName: `Person ${String(people)}`,
          password: DEMO_PASSWORD,
          roles: roles.length === 0 ? ['helpdesk'] : roles,
        });
        // An account is made with a role; somebody without one has lost it.
        if (roles.length > 0) return;
        await tx
          .deleteFrom('person_role')
          .where('person_id', '=', id)
          .execute();
      });
      return signIn(line, username, DEMO_PASSWORD);
    },
    async stop() {
      await running.stop();
      await simulated.stop();
      await database.close();
      await testDatabase.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The console looks at every connection once after its start; until then none has capabilities. */
async function settleConnections(db: Database): Promise<Map<string, string>> {
  const rows = await waitFor('the first look at every connection', async () => {
    const found = await db
      .selectFrom('connection')
      .select(['id', 'name', 'health'])
      .execute();
    return found.every((each) => each.health !== 'unknown') && found;
  });
  return new Map(rows.map(({ id, name }) => [name, id]));
}
