import { removeEmbeddedPostgres } from '@keyward/database/embedded';
import {
  createControlClient,
  estatePath,
  estateSchema,
  type ControlClient,
  type Estate,
} from '@keyward/simulators';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { embeddedUrl } from './database.ts';
import { freePort } from './free-port.ts';
import { startChild, type ManagedChild } from './managed-child.ts';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 20_000;

export interface ProductOptions {
  /** How long a task of the simulated vCenter takes. */
  taskSeconds?: number;
  /** The simulated targets repeat passwords and tokens in answers and errors. */
  echoSecrets?: boolean;
  /** Where the console listens; a free port without it. */
  port?: number;
  /** More settings of the console. */
  env?: Readonly<Record<string, string>>;
}

/** A second console of a product. */
interface Replica {
  readonly url: string;
  stop(): Promise<void>;
}

/** The whole product on free ports of 127.0.0.1 with a data directory of its own. */
export interface Product {
  readonly url: string;
  /** The address that the console knows itself by: invitations lead there, and passkeys work only there. */
  readonly publicUrl: string;
  readonly port: number;
  readonly dataDir: string;
  readonly estate: Estate;
  /** Control plane of one simulated target. */
  target(name: string): ControlClient;
  /** The process that serves the console; another one after each restart. */
  bff(): ManagedChild;
  /** What every BFF process of this product wrote so far. */
  log(): string;
  /** Starts the BFF again after its end; with a fail-point it kills itself there. */
  startBff(failpoint?: string): Promise<void>;
  /** Starts another console on the same database and with the same key, behind a port of its own; until `stop`. */
  startReplica(): Promise<Replica>;
  /** Stops everything and removes every file. */
  stop(): Promise<void>;
}

/** Starts the simulated estate and a BFF with embedded PostgreSQL, and waits until it is ready. */
export async function startProduct(
  options: ProductOptions = {},
): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyward-e2e-'));
  // So that the user PostgreSQL runs as can enter it.
  chmodSync(dataDir, 0o711);
  const estateDir = join(dataDir, 'simulators');
  const running: ManagedChild[] = [];
  const logs: (() => string)[] = [];
  const stop = async (): Promise<void> => {
    // The console first: it still needs its targets to say goodbye.
    for (const child of running.toReversed()) await child.stop(STOP_WITHIN_MS);
    await removeEmbeddedPostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const simulators = startChild({
      name: 'simulators',
      script: 'packages/simulators/src/cli.ts',
      args: [
        '--data-dir',
        estateDir,
        '--task-seconds',
        String(options.taskSeconds ?? 3),
        ...(options.echoSecrets === true ? ['--echo-secrets'] : []),
      ],
    });
    running.push(simulators);
    const port = options.port ?? (await freePort());
    const url = `http://127.0.0.1:${String(port)}`;
    await simulators.line('{"ready":true', READY_WITHIN_MS);
    let bff: ManagedChild | undefined;
    const startBff = async (failpoint?: string): Promise<void> => {
      const started = startChild({
        name: 'bff',
        script: 'apps/bff/src/main.ts',
        env: {
          KEYWARD_MODE: 'demo',
          KEYWARD_SIMULATORS: 'on',
          KEYWARD_ESTATE_FILE: estatePath(estateDir),
          KEYWARD_DATA_DIR: dataDir,
          HOST: '127.0.0.1',
          PORT: String(port),
          ...options.env,
          ...(failpoint === undefined ? {} : { KEYWARD_FAILPOINT: failpoint }),
        },
      });
      if (bff !== undefined) running.splice(running.indexOf(bff), 1);
      bff = started;
      running.push(started);
      logs.push(() => started.output());
      await untilReady(url, started);
    };
    await startBff();
    return {
      url,
      publicUrl: `http://localhost:${String(port)}`,
      port,
      dataDir,
      get estate() {
        return readEstate(estateDir);
      },
      target: (name) => createControlClient(readEstate(estateDir), name),
      bff: () => {
        if (bff === undefined) throw new Error('No BFF has been started.');
        return bff;
      },
      log: () => logs.map((output) => output()).join('\n'),
      startBff,
      startReplica: async () => {
        const replicaPort = await freePort();
        const replica = startChild({
          name: 'replica',
          script: 'apps/bff/src/main.ts',
          env: {
            KEYWARD_MODE: 'demo',
            KEYWARD_ESTATE_FILE: estatePath(estateDir),
            KEYWARD_DATA_DIR: dataDir,
            DATABASE_URL: embeddedUrl(dataDir),
            PORT: String(replicaPort),
            ...options.env,
          },
        });
        running.push(replica);
        logs.push(() => replica.output());
        const replicaUrl = `http://127.0.0.1:${String(replicaPort)}`;
        await untilReady(replicaUrl, replica);
        return {
          url: replicaUrl,
          stop: async () => {
            running.splice(running.indexOf(replica), 1);
            await replica.stop(STOP_WITHIN_MS);
          },
        };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function readEstate(estateDir: string): Estate {
  return estateSchema.parse(
    JSON.parse(readFileSync(estatePath(estateDir), 'utf8')),
  );
}

async function untilReady(url: string, bff: ManagedChild): Promise<void> {
  await bff.line('keyward ready on', READY_WITHIN_MS);
  const answer = await fetch(`${url}/readyz`);
  if (!answer.ok) throw new Error(`/readyz answers ${String(answer.status)}.`);
}
