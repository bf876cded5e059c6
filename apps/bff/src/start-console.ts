import { watchWrites } from '@keyward/database';
import { createTaskEngine, type TaskEngineOptions } from '@keyward/task-engine';
import { type CallObserver, observeAll } from '@keyward/upstream-http';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

import { openSinks } from './audit-sinks/sink-settings.ts';
import { readStandings } from './audit-sinks/sink-standing.ts';
import { startAuditSinks } from './audit-sinks/sink-worker.ts';
import { tellOfSink } from './audit-sinks/tell-of-sink.ts';
import { createDenialNotes } from './audit/denials.ts';
import type { MonotonicClock } from './cached-reads/short-memory.ts';
import type { Config } from './config.ts';
import { ClientPool } from './connections/client-pool.ts';
import type { ConnectionParts } from './connections/connection-parts.ts';
import { createEgress } from './connections/egress.ts';
import { EstateCache } from './connections/estate/estate-cache.ts';
import { configuredFailPoints } from './fail-points/configured-fail-points.ts';
import type { FailPoints } from './fail-points/fail-points.ts';
import { createHandshakeRunner } from './handshakes/handshake-runner.ts';
import type { LookParts } from './handshakes/look-at-servers.ts';
import { listen, stopListening } from './http/listen.ts';
import {
  type KeyKeeperParts,
  startKeyKeeper,
} from './key-custody/key-keeper.ts';
import { whileSealed } from './key-custody/while-sealed.ts';
import { limitSettings } from './limits/limits-section.ts';
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
import { findKeyFiles, openKeys } from './open-keys.ts';
import { relyingPartyAt } from './passkeys/relying-party.ts';
import { offerFirstAccount } from './people/first-account.ts';
import { findLiveSessions } from './people/sessions.ts';
import { SignInLimits } from './people/sign-in-limits.ts';
import { UpstreamPoller } from './polling/upstream-poller.ts';
import { prepareData, readDemo } from './prepare-data.ts';
import { createRequestListener } from './request-listener.ts';
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
  const keyFiles = await findKeyFiles(config);
  const estateOfDemo = await readDemo(config);
  const database = await openDatabase(config, log);
  undo.push(() => database.stop());
  const { db } = database;
  const failPoints = given ?? configuredFailPoints(config);
  if (failPoints !== null) watchWrites(database.pool, failPoints.writes);
  const { custody, keys, sealedBecause, stopCheckpoints } = await openKeys({
    db,
    log,
    keyFiles,
    checkpointFile: config.checkpointFile,
  });
  undo.push(stopCheckpoints);
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
  const { listener, refuseRaw } = await createRequestListener({
    config,
    db,
    log,
    origins,
    perPerson,
    handlers,
    estate,
    sealedBecause,
    denials,
    metrics,
    streamEvents: hub.handler,
    cachedReadClock,
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
  const { server, port } = await listen(config, listener, refuseRaw);
  undo.push(() => stopListening(server));
  // First of all: an open stream would keep the listener from closing.
  undo.push(() => hub.close());
  if (config.port === 0) origins.push(`http://127.0.0.1:${String(port)}`);
  return { url: config.origins[0] ?? '', port };
}

async function readVersion(): Promise<string> {
  const path = new URL('../package.json', import.meta.url);
  const text = await readFile(path, 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
