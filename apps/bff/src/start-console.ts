import { afterTransactions, transact, watchWrites } from '@keyward/database';
import { findKeys } from '@keyward/secrets';
import { createTaskEngine, type TaskEngineOptions } from '@keyward/task-engine';
import { type CallObserver, observeAll } from '@keyward/upstream-http';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

import { findBehind } from './audit-checkpoints/behind-checkpoint.ts';
import { openCheckpointKey } from './audit-checkpoints/checkpoint-key.ts';
import { startCheckpoints } from './audit-checkpoints/checkpoint-writer.ts';
import {
  type AnswersAtOnce,
  createAnswersAtOnce,
} from './cached-reads/answer-at-once.ts';
import { createDenialNotes } from './audit/denials.ts';
import { notingWantOfProof } from './audit/note-refusals.ts';
import type { MonotonicClock } from './cached-reads/short-memory.ts';
import { type Config, ConfigError } from './config.ts';
import { ClientPool } from './connections/client-pool.ts';
import type { ConnectionParts } from './connections/connection-parts.ts';
import {
  type DemoEstate,
  readDemoEstate,
  seedDemoConnections,
} from './connections/demo-estate.ts';
import { openSinks } from './audit-sinks/sink-settings.ts';
import { readStandings } from './audit-sinks/sink-standing.ts';
import { startAuditSinks } from './audit-sinks/sink-worker.ts';
import { tellOfSink } from './audit-sinks/tell-of-sink.ts';
import { createEgress } from './connections/egress.ts';
import { EstateCache } from './connections/estate/estate-cache.ts';
import { configuredFailPoints } from './fail-points/configured-fail-points.ts';
import type { FailPoints } from './fail-points/fail-points.ts';
import { createHandshakeRunner } from './handshakes/handshake-runner.ts';
import type { LookParts } from './handshakes/look-at-servers.ts';
import { clientAddress } from './http/client-address.ts';
import { admittedOf, createDispatcher } from './http/dispatcher.ts';
import { createExpressApp } from './http/express-app.ts';
import { listen, stopListening } from './http/listen.ts';
import { rawRefusal } from './http/raw-refusal.ts';
import { createSecurityHeaders } from './http/security-headers.ts';
import { createProblemSender } from './http/send-problem.ts';
import { loadStaticFiles } from './http/static-files.ts';
import { KeyCustody } from './key-custody/key-custody.ts';
import {
  type KeyKeeperParts,
  startKeyKeeper,
} from './key-custody/key-keeper.ts';
import { keySettings } from './key-custody/key-settings.ts';
import { whileSealed } from './key-custody/while-sealed.ts';
import type { Keys } from './keys.ts';
import { limitSettings } from './limits/limits-section.ts';
import { createRequestLimits } from './limits/request-limits.ts';
import { createRunningLimits } from './limits/running-limits.ts';
import { limitsSharedIn } from './limits/shared-limits.ts';
import { createEventHub } from './live/event-hub.ts';
import { createMetrics } from './metrics/metrics.ts';
import { createUpstreamFigures } from './metrics/upstream-figures.ts';
import { startDeliveries } from './notifications/delivery-worker.ts';
import { createNotices } from './notifications/notices.ts';
import { openSenders } from './notifications/senders.ts';
import { createOrganisationSignIn } from './oidc/organisation-sign-in.ts';
import { oneStartAtATime } from './one-start-at-a-time.ts';
import { openDatabase } from './open-database.ts';
import { hasDemoAccounts, seedDemoAccounts } from './people/accounts.ts';
import { relyingPartyAt } from './passkeys/relying-party.ts';
import { offerFirstAccount } from './people/first-account.ts';
import { createSessionGate } from './people/session-gate.ts';
import { findLiveSessions } from './people/sessions.ts';
import { endSetUp } from './people/set-up.ts';
import { SignInLimits } from './people/sign-in-limits.ts';
import { ensurePolicy } from './policy/policy-in-force.ts';
import { UpstreamPoller } from './polling/upstream-poller.ts';
import { refusalPage } from './review-page/refusal-page.ts';
import { createHandlers } from './routes/index.ts';
import { createWorkers } from './start-workers.ts';
import { createChangeTasks } from './tasks/change-tasks.ts';
import { taskHooks } from './tasks/task-hooks.ts';
import { programFor } from './tasks/task-program.ts';

export interface RunningConsole {
  url: string;
  port: number;
  /** Ends in order: no new requests, streams, tasks, upstream sessions, database. */
  stop(): Promise<void>;
}

/** What only a test sets: there is no variable for it. */
export type Tuning = {
  /** Answers of a name server that the test makes up. */
  resolve?: Parameters<typeof createEgress>[2];
  limits?: ConnectionParts['upstreamLimits'];
  observers?: readonly CallObserver[];
  failPoints?: FailPoints;
  /** Clock by which a cached read believes what was looked up. */
  cachedReadClock?: MonotonicClock;
  /** Other times than those of production. */
  engine?: Pick<TaskEngineOptions, 'graceMs' | 'leaseMs' | 'renewMs'>;
} & Pick<LookParts, 'handshakeLimits'> &
  Pick<KeyKeeperParts, 'lookMs' | 'settleSeconds'>;

/**
 * Composes the whole console and starts it: the one place where everybody knows everyone.
 *
 * @throws ConfigError, EmbeddedPostgresError, KeyFileError with one line for whoever starts it
 */
export async function startConsole(
  config: Config,
  log: Logger,
  tuning: Tuning = {},
): Promise<RunningConsole> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of undo.splice(0).reverse()) {
      await each().catch((error: unknown) =>
        log.error(
          { name: String(error instanceof Error && error.name) },
          'Stopping failed.',
        ),
      );
    }
  };
  try {
    return { ...(await compose(config, log, tuning, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function compose(
  config: Config,
  log: Logger,
  {
    limits,
    handshakeLimits,
    resolve,
    observers = [],
    failPoints: given,
    cachedReadClock,
    engine: times = {},
    ...keeping
  }: Tuning,
  undo: (() => Promise<unknown>)[],
): Promise<{ url: string; port: number }> {
  const keyFiles = keySettings(config);
  // A key file that cannot be used is said at once, before a database is started.
  await findKeys(keyFiles.file, keyFiles.previousFiles);
  const estateOfDemo = await readEstate(config);
  const database = await openDatabase(config, log);
  undo.push(() => database.stop());
  const { db } = database;
  const failPoints = given ?? configuredFailPoints(config);
  if (failPoints !== null) watchWrites(database.pool, failPoints.writes);
  const custody = new KeyCustody(db, keyFiles);
  await custody.look();
  const behind = await findBehind(db, config.checkpointFile);
  const sealedBecause = () =>
    custody.sealed?.because ?? (behind === null ? null : 'audit_behind');
  if (behind !== null) {
    log.error(
      { checkpoint: behind.size, at: behind.at, file: config.checkpointFile },
      BEHIND_AT_START,
    );
  }
  if (custody.sealed !== null) {
    const { because, missing } = custody.sealed;
    log.error({ because, missing, file: keyFiles.file }, SEALED_AT_START);
  }
  const keys: Keys = {
    kek: custody,
    get commitKey() {
      return custody.commitKey;
    },
  };
  if (behind === null) {
    // Made before anybody is served, so that a read never makes it.
    if (custody.sealed === null) await openCheckpointKey(db, keys.kek);
    undo.push(
      startCheckpoints({ db, kek: keys.kek, log, file: config.checkpointFile }),
    );
  }
  await oneStartAtATime(db, () =>
    prepareData(config, db, custody, estateOfDemo),
  );
  await offerFirstAccount({ ...config, db }, log);

  const egress = createEgress(config, estateOfDemo, resolve);
  const upstreamFigures = createUpstreamFigures();
  const clients = new ClientPool({
    db,
    kek: keys.kek,
    egress,
    // In order: who may refuse a call comes before who only looks on.
    observer: observeAll([
      ...observers,
      ...(failPoints === null ? [] : [failPoints.calls]),
      upstreamFigures.observer,
    ]),
    ...(limits === undefined ? {} : { limits }),
  });
  undo.push(() => clients.close());
  const senders = openSenders({
    db,
    file: config.file,
    isDemo: config.mode === 'demo',
    publicUrl: config.origins[0] ?? '',
  });
  undo.push(() => senders.close());
  const sinks = openSinks(
    config.file.audit?.sinks ?? [],
    config.mode === 'demo',
  );
  const sinkStandings = () => readStandings(db, sinks);
  const notices = createNotices(senders.channels);
  const connections: ConnectionParts = {
    db,
    kek: keys.kek,
    egress,
    clients,
    notices,
    ...(limits === undefined ? {} : { upstreamLimits: limits }),
  };
  const estate = new EstateCache({ db, clients }, cachedReadClock);
  const owner = `${hostname()}/${String(process.pid)}/${uuidv7()}`;
  const taskParts = {
    ...connections,
    keys,
    estate,
    poller: new UpstreamPoller({ db, clients, owner }),
  };
  undo.push(() => taskParts.poller.stop());
  const engine = createTaskEngine({
    database,
    connectionString: database.url,
    owner,
    programFor: programFor(taskParts),
    hooks: taskHooks(notices),
    log,
    ...(failPoints === null ? {} : { failpoint: failPoints.named }),
    ...times,
  });

  const perPerson = limitSettings(config.file.limits);
  const origins = [...config.origins];
  const hub = createEventHub({
    pool: database.pool,
    connectionString: database.url,
    log,
    origins,
    findLiveSessions: (sids) => findLiveSessions(db, sids),
    maxStreamsPerPerson: perPerson.streams,
  });
  const metrics = createMetrics({
    database,
    streams: hub.facts,
    upstream: upstreamFigures,
    keys: custody,
    sinkStandings,
  });
  const denials = createDenialNotes({ db, log });
  undo.push(() => denials.settled());

  const publicUrl = config.origins[0] ?? '';
  const oidc =
    config.oidc === null
      ? null
      : createOrganisationSignIn({
          db,
          keys: whileSealed(custody),
          isSealed: () => custody.sealed !== null,
          log,
          settings: config.oidc,
          publicUrl,
        });
  if (oidc !== null) undo.push(() => oidc.close());

  const staticFiles = await loadStaticFiles(config.webDir);
  const sendProblem = createProblemSender(
    log,
    (code) => metrics.refused(code),
    (request, problem) => {
      const refused = refusalPage(
        request.method ?? 'GET',
        request.url ?? '/',
        problem,
      );
      if (refused !== null) return refused;
      const text = staticFiles.missingPage(request, problem);
      return text === null ? null : { policy: null, text };
    },
  );
  const tasks = createChangeTasks(taskParts, engine);
  const handshakes = createHandshakeRunner({
    ...connections,
    keys,
    log,
    ...(handshakeLimits === undefined ? {} : { handshakeLimits }),
  });
  undo.push(() => handshakes.close());
  const handlers = createHandlers({
    ...connections,
    keys,
    estate,
    engine,
    denials,
    relyingParty: relyingPartyAt(config.origins[0] ?? ''),
    tasks,
    handshakes,
    limits: new SignInLimits(limitsSharedIn(db)),
    mode: config.mode,
    dataDir: config.dataDir,
    publicUrl,
    oidc,
    egressLoopback: config.egressLoopback,
    sealedBecause,
    sinkStandings,
    version: await readVersion(),
    metrics,
    streamEvents: hub.handler,
  });
  const { list: headers, protect } = createSecurityHeaders(
    config.origins[0]?.startsWith('https:') === true,
  );
  const sessions = createSessionGate(db, config.mode, cachedReadClock);
  afterTransactions(db, () => {
    sessions.forgetChecked();
    estate.forgetChecked();
  });
  const requestLimits = createRequestLimits(perPerson);
  const atOnce = createAnswersAtOnce({
    headers,
    sessions,
    estate,
    limits: requestLimits,
    count: metrics.observe,
  });
  const dispatch = createDispatcher({
    origins,
    atOnce,
    protect,
    sessions,
    estate,
    sealedBecause,
    streamEvents: hub.handler,
    express: createExpressApp(
      handlers,
      notingWantOfProof(sendProblem, denials),
      config.mode,
      createRunningLimits(perPerson),
    ),
    limits: requestLimits,
    staticFiles,
    sendProblem,
    clientAddress: (request) => clientAddress(request, config.trustProxy),
    noteDenial: ({ caller, requestId, ip, name }, code) =>
      denials.note({ caller, origin: { requestId, ip }, code, route: name }),
  });

  const workers = createWorkers({ connections, engine, tasks, log });
  undo.push(() => workers.stop());
  // Tasks of a restored database must not run again before somebody has looked.
  const startWorkers = async () => {
    if (sealedBecause() === null) await workers.start();
  };
  await startWorkers();
  hub.start();
  undo.push(
    startKeyKeeper({
      ...keeping,
      db,
      custody,
      log,
      onOpened: startWorkers,
      onSealed: () => workers.stop(),
    }),
  );
  undo.push(
    startAuditSinks({
      db,
      log,
      sinks,
      owner: uuidv7(),
      onFailing: tellOfSink(db, notices),
    }),
  );
  undo.push(startDeliveries({ db, log, senders, count: metrics.delivered }));
  const { server, port } = await listen(
    config,
    counted(dispatch, atOnce, metrics),
    (code) => rawRefusal(protect, code),
  );
  undo.push(() => stopListening(server));
  // First of all: an open stream would keep the listener from closing.
  undo.push(() => hub.close());
  if (config.port === 0) origins.push(`http://127.0.0.1:${String(port)}`);
  return { url: config.origins[0] ?? '', port };
}

const BEHIND_AT_START =
  'The audit log ends before its newest checkpoint: the database was restored or altered. Everything can be read, nothing can be changed; see acknowledge-restore.';

const SEALED_AT_START =
  'Sealed: the key-encryption key is missing or another one. Everything can be read, nothing can be changed; restore the key file.';

async function readEstate(config: Config): Promise<DemoEstate | null> {
  if (config.estateFile === null) return null;
  try {
    return await readDemoEstate(config.estateFile);
  } catch {
    throw new ConfigError(
      `KEYWARD_ESTATE_FILE: ${config.estateFile} cannot be read; start the simulated estate first, or set KEYWARD_SIMULATORS=off.`,
    );
  }
}

async function prepareData(
  config: Config,
  db: ConnectionParts['db'],
  custody: KeyCustody,
  estate: DemoEstate | null,
): Promise<void> {
  await ensurePolicy(db, config.mode);
  if (config.mode === 'demo') {
    await seedDemoAccounts(db);
    await transact(db, (journal) => endSetUp(journal, 'the demo'));
    if (estate !== null && custody.sealed === null) {
      await seedDemoConnections(db, custody, estate);
    }
    return;
  }
  if (await hasDemoAccounts(db)) {
    throw new ConfigError(
      'KEYWARD_MODE: this database has demo accounts with their published password; production refuses it.',
    );
  }
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

function counted(
  dispatch: Listener,
  atOnce: AnswersAtOnce,
  metrics: ReturnType<typeof createMetrics>,
): Listener {
  return (request, response) => {
    atOnce.answer(request, response, () => {
      response.once('close', () => {
        metrics.observe(routeOf(request), response.statusCode);
      });
      dispatch(request, response);
    });
  };
}

function routeOf(request: IncomingMessage) {
  try {
    return admittedOf(request).name;
  } catch {
    return 'other' as const;
  }
}

async function readVersion(): Promise<string> {
  const path = new URL('../package.json', import.meta.url);
  const text = await readFile(path, 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
