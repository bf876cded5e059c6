import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureApplicationRole } from './application-role.ts';
import type { Binaries } from './binaries.ts';
import type { Credentials } from './credentials.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { errorCodeOf } from './error-code-of.ts';
import { choosePort, portFile } from './free-port.ts';
import type { Home } from './home.ts';
import { runningPostmaster } from './postmaster-file.ts';
import type { RunAs } from './run-as.ts';
import { damaged } from './damaged.ts';
import { spawnPostmaster } from './spawn-postmaster.ts';
import { stopPostmaster } from './stop-postmaster.ts';
import {
  dataDirectoryOf,
  withSupervisorSession,
} from './supervisor-session.ts';
import { writeFileDurably } from './write-file-durably.ts';

/** A server that answers and is known to work on our cluster. */
export type RunningServer = {
  pid: number;
  port: number;
  adopted: boolean;
  exited?: Promise<string>;
};

const patienceMs = 60_000;

/**
 * Adopts the server that an earlier owner left running, else starts one; repeats while an old one
 * is still going down or another program was quicker to take the port.
 *
 * @throws EmbeddedPostgresError `start_failed`
 */
export async function runServer(options: {
  home: Home;
  binaries: Binaries;
  runAs: RunAs;
  credentials: Credentials;
  settings: Readonly<Record<string, string>>;
}): Promise<RunningServer> {
  const { home, credentials } = options;
  const cluster = join(home.home, 'cluster');
  const deadline = Date.now() + patienceMs;
  let obstacle = 'it did not answer in time';
  while (Date.now() < deadline) {
    const running = runningPostmaster(cluster);
    if (running !== undefined) {
      if (await isOurs(running.port, cluster, credentials)) {
        return { ...running, adopted: true };
      }
      await delay(100);
      continue;
    }
    const port = await choosePort(home.private);
    const spawned = spawnPostmaster({ ...options, home: home.home, port });
    const isReady = await untilReady(
      port,
      cluster,
      credentials,
      spawned.hasExited,
      deadline,
    ).catch(async (error: unknown) => {
      await stopPostmaster(spawned.pid);
      throw error;
    });
    if (isReady) {
      writeFileDurably(portFile(home.private), String(port), 0o600);
      return { pid: spawned.pid, port, adopted: false, exited: spawned.exited };
    }
    if (!spawned.hasExited()) {
      await stopPostmaster(spawned.pid);
      break;
    }
    obstacle = await spawned.exited;
    if (!isPassing(obstacle)) break;
    await delay(200);
  }
  throw isDamage(obstacle)
    ? damaged(cluster, firstLine(obstacle))
    : new EmbeddedPostgresError(
        'start_failed',
        `PostgreSQL did not start on ${cluster}: ${firstLine(obstacle)}`,
      );
}

async function untilReady(
  port: number,
  cluster: string,
  credentials: Credentials,
  hasExited: () => boolean,
  deadline: number,
): Promise<boolean> {
  while (Date.now() < deadline && !hasExited()) {
    if (await isOurs(port, cluster, credentials)) return true;
    await delay(25);
  }
  return false;
}

/** Whether the server at a port answers to our password and works on our cluster. */
async function isOurs(
  port: number,
  cluster: string,
  credentials: Credentials,
): Promise<boolean> {
  try {
    return await withSupervisorSession(
      port,
      credentials.superuser,
      async (client) => {
        if (
          realpathSync(await dataDirectoryOf(client)) !== realpathSync(cluster)
        ) {
          return false;
        }
        await ensureApplicationRole(client, credentials.application);
        return true;
      },
    );
  } catch (error) {
    const code = errorCodeOf(error);
    if (code !== undefined && DAMAGE_CODES.includes(code)) {
      throw damaged(cluster, error instanceof Error ? error.message : code);
    }
    if (code !== '28P01') return false;
    throw new EmbeddedPostgresError(
      'start_failed',
      `The PostgreSQL on ${cluster} does not accept the password kept for it; stop it, then restore credentials.json or reset.`,
      { cause: error },
    );
  }
}

/** SQLSTATE of data and indexes that are not as they were written. */
const DAMAGE_CODES = ['XX001', 'XX002'];

/** What the server says last when its own files are not as it left them. */
function isDamage(lastWords: string): boolean {
  return /pg_control|checkpoint record|WAL|invalid page|checksum|could not (open|read|access) (file|directory)|is not a valid data directory|PG_VERSION/i.test(
    lastWords,
  );
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}

/** Reasons to try again: the old server's processes still leave, or the port went to another. */
function isPassing(lastWords: string): boolean {
  return /lock file|shared memory block|could not bind|could not create any TCP/i.test(
    lastWords,
  );
}
