import { connectDatabase, type DatabaseHandle } from '@keyward/database';
import { removeEmbeddedPostgres } from '@keyward/database/embedded';
import { generateKeyEncryptionKeyFile } from '@keyward/secrets';
import {
  type ControlClient,
  createControlClient,
  startEstate,
} from '@keyward/simulators';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

import { portOf } from '../hostile/evil-gateway.ts';
import { openReader, type Reader } from '../live/reader.ts';
import { openSmtpSink, type SmtpSink } from '../notifications/smtp-sink.ts';
import {
  openWebhookSink,
  type WebhookSink,
} from '../notifications/webhook-sink.ts';
import type { ConsoleUnderTest } from '../support/console-under-test.ts';
import { DEMO_PASSWORD } from '../support/console-under-test.ts';
import {
  type RunningIdentityProvider,
  startIdentityProvider,
} from '../support/identity-provider.ts';
import { type Person, signIn } from '../support/person.ts';
import { send } from '../support/send.ts';
import { waitFor } from '../support/wait-for.ts';
import { CanaryBook } from './canary-book.ts';
import {
  type ConsoleProcess,
  consoleProcess,
  freePort,
} from './console-process.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { type WatchedTarget, watchTarget } from './watched-target.ts';

export const PUBLIC_URL = 'http://keyward.test';
export type TargetName = 'vc-ta' | 'vc-91' | 'esx-01' | 'ontap-01';
const TARGETS: readonly TargetName[] = ['vc-ta', 'vc-91', 'esx-01', 'ontap-01'];

/** What the tests' own ways of asking the console need of it. */
type Asked = Pick<
  ConsoleUnderTest,
  'port' | 'heard' | 'connectionId' | 'control' | 'db'
>;

/** The console as a process with its own database, and everything it can send a secret to, watched. */
export interface CanaryStage extends Asked {
  book: CanaryBook;
  recorder: Recorder;
  process: ConsoleProcess;
  dataDir: string;
  keyFile: string;
  mail: SmtpSink;
  hook: WebhookSink;
  provider: RunningIdentityProvider;
  target(name: TargetName): WatchedTarget;
  targets: readonly WatchedTarget[];
  /** Where a target's redirect leads to, and how many bytes came there. */
  goal: { port: number; bytes(): number };
  streams: Reader[];
  databaseHome(): string;
  admin: Person;
  reviewer: Person;
  /** Signs in and out again people who the run goes on with, after each start. */
  begin(): Promise<void>;
  /** Ends the process in one of its ways. */
  end(how: 'stop' | 'kill'): Promise<void>;
  send(outgoing: Parameters<typeof send>[1]): ReturnType<typeof send>;
  close(): Promise<void>;
}

export async function openCanaryStage(): Promise<CanaryStage> {
  const undo: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const each of undo.splice(0).reverse()) await each();
  };
  try {
    return await open(undo, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  undo: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<CanaryStage> {
  const book = new CanaryBook();
  const recorder = createRecorder(book);
  const folder = await mkdtemp(join(tmpdir(), 'keyward-canaries-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  // So that the user PostgreSQL runs as can enter it.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, 'data');
  const secrets = join(folder, 'secrets');
  await mkdir(secrets);
  const simulated = await startEstate({
    dataDir: join(folder, 'simulators'),
    only: TARGETS,
    keyServers: false,
    options: { taskSeconds: 0.3, echoSecrets: true },
  });
  undo.push(() => simulated.stop());
  const targets = await Promise.all(
    simulated.estate.simulators.map((each) => watchTarget(each)),
  );
  undo.push(() => Promise.all(targets.map((each) => each.close())));
  for (const { name, password } of simulated.estate.simulators) {
    book.note('password of a connection', password, name);
  }
  const goal = await openGoal(undo);
  const mail = await openSmtpSink({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username }, _session, done) => done(null, { user: username }),
  });
  undo.push(() => mail.close());
  const hook = await openWebhookSink();
  undo.push(() => hook.close());
  const provider = await startIdentityProvider({
    redirectUris: [`${PUBLIC_URL}/api/session/oidc/callback`],
    people: [
      {
        sub: 'u-1',
        username: 'ines',
        name: 'Ines Ibarra',
        email: 'ines@example.org',
        groups: ['key-admins'],
      },
    ],
  });
  undo.push(() => provider.stop());
  book.note('client secret of the identity provider', provider.clientSecret);

  const at = (name: string): string => join(secrets, name);
  const keep = (name: string, text: string): Promise<void> =>
    writeFile(at(name), text, { mode: 0o600 });
  await generateKeyEncryptionKeyFile(at('kek'));
  noteKey(book, await readFile(at('kek'), 'utf8'));
  await keep('hook', book.make('secret of a webhook'));
  await keep('mail', book.make('password of the mail server'));
  await keep('client', provider.clientSecret);
  await keep(
    'estate.json',
    JSON.stringify({
      ...simulated.estate,
      simulators: simulated.estate.simulators.map((each) => {
        const { port, sha256, certificatePem } = find(targets, each.name);
        return { ...each, port, sha256, certificatePem };
      }),
    }),
  );
  const many = 1_000_000;
  await keep(
    'keyward.json',
    JSON.stringify({
      limits: {
        readsPer10Seconds: many,
        changesPer10Seconds: many,
        strangersPer10Seconds: many,
        streams: 100,
        looks: 100,
        plans: 100,
      },
      smtp: {
        host: '127.0.0.1',
        port: mail.port,
        from: 'keyward@example.org',
        user: 'keyward',
        passwordFile: at('mail'),
      },
      webhooks: [{ url: hook.url, secretFile: at('hook') }],
      oidc: {
        name: 'Example organisation',
        roles: { 'key-admins': ['security_admin'] },
      },
    }),
  );
  const web = join(folder, 'web');
  await mkdir(web);
  await writeFile(join(web, 'index.html'), '<!doctype html><p>Keyward</p>');
  const port = await freePort();
  const process = consoleProcess({
    PORT: String(port),
    KEYWARD_PUBLIC_URL: PUBLIC_URL,
    KEYWARD_DATA_DIR: dataDir,
    KEYWARD_WEB_DIR: web,
    KEYWARD_KEK_FILE: at('kek'),
    KEYWARD_CONFIG_FILE: at('keyward.json'),
    KEYWARD_ESTATE_FILE: at('estate.json'),
    KEYWARD_OIDC_ISSUER: provider.issuer,
    KEYWARD_OIDC_CLIENT_ID: provider.clientId,
    KEYWARD_OIDC_CLIENT_SECRET_FILE: at('client'),
    KEYWARD_LOG_LEVEL: 'debug',
  });
  undo.push(() => removeEmbeddedPostgres(dataDir));
  undo.push(() => process.stop());

  const line = { port, heard: recorder.heard };
  const streams: Reader[] = [];
  const ids = new Map<string, string>();
  let database: DatabaseHandle | null = null;
  undo.push(async () => database?.close());
  let people: { admin: Person; reviewer: Person } | null = null;
  const open = <T>(value: T | null): T => {
    if (value === null) throw new Error('The console does not run.');
    return value;
  };
  const databaseHome = (): string => {
    const written = join(dataDir, 'location');
    return existsSync(written)
      ? readFileSync(written, 'utf8').trim()
      : join(dataDir, 'postgres');
  };
  const listen = async (person: Person): Promise<void> => {
    const headers = { cookie: person.cookie };
    streams.push(await openReader(port, { headers }));
  };
  return {
    ...line,
    book,
    recorder,
    process,
    dataDir,
    keyFile: at('kek'),
    mail,
    hook,
    provider,
    targets,
    goal,
    streams,
    databaseHome,
    get db() {
      return open(database).db;
    },
    get admin() {
      return open(people).admin;
    },
    get reviewer() {
      return open(people).reviewer;
    },
    target: (name) => find(targets, name),
    control: (name): ControlClient =>
      createControlClient(simulated.estate, name),
    connectionId(name) {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`${name} was not started.`);
      return id;
    },
    async send(outgoing) {
      const answer = await send(port, outgoing);
      recorder.heard(answer);
      return answer;
    },
    async begin() {
      await process.start();
      const opened = connectDatabase(databaseUrl(dataDir, databaseHome()), {
        maxConnections: 2,
      });
      database = opened;
      await waitFor('a look at every connection', async () => {
        const rows = await opened.db
          .selectFrom('connection')
          .select(['id', 'name', 'health'])
          .execute();
        for (const { id, name } of rows) ids.set(name, id);
        return rows.every(({ health }) => health !== 'unknown');
      });
      people = {
        admin: await signIn(line, 'admin', DEMO_PASSWORD),
        reviewer: await signIn(line, 'reviewer', DEMO_PASSWORD),
      };
      await listen(people.admin);
      await listen(people.reviewer);
    },
    async end(how) {
      await database?.close();
      database = null;
      await process[how]();
    },
    close,
  };
}

function noteKey(book: CanaryBook, text: string): void {
  book.note('key-encryption key', text.trim());
  book.note('key-encryption key', Buffer.from(text, 'base64'));
}

function find(targets: readonly WatchedTarget[], name: string): WatchedTarget {
  const found = targets.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} was not started.`);
  return found;
}

async function openGoal(
  undo: (() => Promise<unknown>)[],
): Promise<CanaryStage['goal']> {
  let bytes = 0;
  const server = createServer((socket) =>
    socket
      .on('error', () => undefined)
      .on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(async () => server.close());
  return { port: portOf(server.address()), bytes: () => bytes };
}

/** How the console reaches its own database: from the files that only its owner can read. */
function databaseUrl(dataDir: string, home: string): string {
  const [, , , port = ''] = readFileSync(
    join(home, 'cluster', 'postmaster.pid'),
    'utf8',
  ).split('\n');
  const { application } = z
    .object({ application: z.string() })
    .parse(
      JSON.parse(
        readFileSync(join(dataDir, 'postgres', 'credentials.json'), 'utf8'),
      ),
    );
  return `postgresql://keyward:${application}@127.0.0.1:${port.trim()}/keyward`;
}
