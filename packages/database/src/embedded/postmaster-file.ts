import { readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isProcessAlive, workingDirectoryOf } from './process-identity.ts';

/** A live server process on a cluster. */
export type RunningPostmaster = { pid: number; port: number };

/**
 * The server that runs on a cluster, from `postmaster.pid` (line 1 process id, line 4 port).
 *
 * A server that was killed leaves that file behind, and when its id meanwhile belongs to some other
 * process PostgreSQL would refuse to start for ever. Where the system shows that (Linux: a server
 * works in its cluster folder) and nothing else still works in the cluster, the file is removed.
 */
export function runningPostmaster(
  cluster: string,
): RunningPostmaster | undefined {
  const file = join(cluster, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !isProcessAlive(pid)) {
    return undefined;
  }
  const directory = workingDirectoryOf(pid);
  if (directory !== undefined && directory !== realpathSync(cluster)) {
    if (!hasWorkers(cluster)) rmSync(file, { force: true });
    return undefined;
  }
  return { pid, port };
}

function hasWorkers(cluster: string): boolean {
  const folder = realpathSync(cluster);
  return readdirSync('/proc').some(
    (name) => /^\d+$/.test(name) && workingDirectoryOf(Number(name)) === folder,
  );
}
