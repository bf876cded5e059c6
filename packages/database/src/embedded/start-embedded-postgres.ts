import {
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { acquireDirectoryLock } from '../directory-lock.ts';
import { applicationUrl } from './application-role.ts';
import { prepareBinaries, type Binaries } from './binaries.ts';
import {
  createCredentials,
  readCredentials,
  type Credentials,
} from './credentials.ts';
import { damaged } from './damaged.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { errorCodeOf } from './error-code-of.ts';
import {
  chooseHome,
  recordLocation,
  relocatedHome,
  writtenLocation,
  type Home,
} from './home.ts';
import { initCluster, refuseFullDisk, removeDrafts } from './init-cluster.ts';
import { runningPostmaster } from './postmaster-file.ts';
import { chooseRunAs, type RunAs } from './run-as.ts';
import { keepRunning } from './keep-running.ts';
import { type RunningServer, runServer } from './run-server.ts';
import { stopPostmaster } from './stop-postmaster.ts';

/** What {@link startEmbeddedPostgres} needs to know. */
export type EmbeddedPostgresOptions = {
  /** Keyward's data directory, absolute or relative to the working directory; made when missing. */
  dataDir: string;
  /** Folder with `postgres` and `initdb` of a system PostgreSQL, instead of the bundled one. */
  pgBin?: string | undefined;
  /** Receives one plain line for each thing worth telling. */
  log?: ((line: string) => void) | undefined;
  /** Server settings that replace the supervisor's own, for tests and benchmarks. */
  settings?: Readonly<Record<string, string>> | undefined;
};

/** A running embedded PostgreSQL that this process owns. */
export type EmbeddedPostgres = {
  /** Connection string of the product's role, password included: never log it. */
  url: string;
  /** Stops the server, adopted or not, and gives the data directory free; safe to call twice. */
  stop(): Promise<void>;
  /** Of the server that runs now: one that ends unasked is started again. */
  readonly pid: number;
  /** The folder that holds the cluster; outside the data directory where that is out of reach. */
  location: string;
  /** True when the server had been left running by an owner that was killed. */
  adopted: boolean;
};

const spareBytes = 50 * 1024 * 1024;

/**
 * Starts PostgreSQL on a data directory, or adopts the one that a killed owner left there.
 *
 * @throws EmbeddedPostgresError whose message is one line for the operator
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const preferred = chooseRunAs();
  const home = await chooseHome(resolve(options.dataDir), preferred);
  const release = takeOwnership(home);
  try {
    const runAs = ownerOfCluster(home) ?? preferred;
    const binaries = await prepareBinaries({
      pgBin: options.pgBin,
      runAs,
      copyHome: () =>
        runAs === null ? home.home : relocatedHome(home.dataDir),
      log,
    });
    const credentials = await prepareCluster(home, binaries, runAs, log);
    const start = (): Promise<RunningServer> =>
      runServer({
        home,
        binaries,
        runAs,
        credentials,
        settings: options.settings ?? {},
      });
    const server = await start();
    const kept = keepRunning(server, start, log);
    let stopping: Promise<void> | undefined;
    if (server.adopted) {
      log(
        `adopted the PostgreSQL (process ${server.pid}) that an earlier run left behind`,
      );
    }
    return {
      url: applicationUrl(server.port, credentials.application),
      get pid() {
        return kept.pid();
      },
      location: home.home,
      adopted: server.adopted,
      stop: () => (stopping ??= kept.stop().finally(release)),
    };
  } catch (error) {
    release();
    throw error;
  }
}

function takeOwnership(home: Home): () => void {
  try {
    const attempt = acquireDirectoryLock(home.home, 'owner');
    if (attempt.acquired) return attempt.release;
    throw new EmbeddedPostgresError(
      'in_use',
      `Another Keyward (process ${attempt.holder.pid}) already uses ${home.dataDir}; stop it first or choose another KEYWARD_DATA_DIR.`,
    );
  } catch (error) {
    if (errorCodeOf(error) !== 'EACCES') throw error;
    throw new EmbeddedPostgresError(
      'not_accessible',
      `${home.home} belongs to another user; start as the user who started first.`,
      { cause: error },
    );
  }
}

/** For root, an existing cluster decides who runs it, whoever made it. */
function ownerOfCluster(home: Home): RunAs {
  const cluster = join(home.home, 'cluster');
  if (process.getuid?.() !== 0 || !existsSync(cluster)) return null;
  const { uid, gid } = statSync(cluster);
  return uid === 0 ? null : { uid, gid };
}

/** Leaves a cluster that fits these programs and the kept passwords. */
async function prepareCluster(
  home: Home,
  binaries: Binaries,
  runAs: RunAs,
  log: (line: string) => void,
): Promise<Credentials> {
  const cluster = join(home.home, 'cluster');
  const kept = readCredentials(home.private);
  if (existsSync(cluster) && kept === undefined) {
    await setClusterAside(home, log);
  }
  const credentials = kept ?? createCredentials(home.private);
  recordLocation(home);
  removeDrafts(home.home);
  if (!existsSync(cluster)) {
    log(`setting up PostgreSQL ${binaries.major} in ${home.home}`);
    await initCluster(home.home, binaries, runAs, credentials.superuser);
    return credentials;
  }
  refuseFullDisk(home.home, spareBytes);
  const made = madeBy(cluster);
  if (made !== String(binaries.major)) {
    throw new EmbeddedPostgresError(
      'version_mismatch',
      `${cluster} was made by PostgreSQL ${made} and ${binaries.folder} is ${binaries.major}; use the same PG_BIN as before or another KEYWARD_DATA_DIR.`,
    );
  }
  return credentials;
}

/** Major version of the PostgreSQL that made the cluster. */
function madeBy(cluster: string): string {
  try {
    const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
    if (/^\d+$/.test(made)) return made;
  } catch (error) {
    if (errorCodeOf(error) !== 'ENOENT') throw error;
  }
  throw damaged(cluster, 'PG_VERSION is missing or unreadable');
}

/**
 * A cluster outside a data directory that was deleted and made anew: nobody knows its password and
 * the keys of its sealed data are gone, so a fresh one begins and the last old one is kept beside.
 */
async function setClusterAside(
  home: Home,
  log: (line: string) => void,
): Promise<void> {
  if (!home.relocated || writtenLocation(home.dataDir) !== undefined) {
    throw new EmbeddedPostgresError(
      'credentials_missing',
      `${join(home.private, 'credentials.json')} is missing, so the database in ${home.home} cannot be opened; restore the file or run: npm run reset`,
    );
  }
  const cluster = join(home.home, 'cluster');
  const orphan = runningPostmaster(cluster);
  if (orphan !== undefined) await stopPostmaster(orphan.pid);
  const aside = join(home.home, 'cluster-set-aside');
  rmSync(aside, { recursive: true, force: true });
  renameSync(cluster, aside);
  log(
    `the data directory is new; the database of the deleted one is kept in ${aside}`,
  );
}
