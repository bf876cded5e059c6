import {
  linkSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { errorCodeOf } from './embedded/error-code-of.ts';
import {
  isProcessAlive,
  processStartTime,
} from './embedded/process-identity.ts';

/** Who holds a lock. */
export type LockHolder = { pid: number; startTime: string };

/** Either the lock, or who holds it. */
export type LockAttempt =
  | { acquired: true; release: () => void }
  | { acquired: false; holder: LockHolder };

/**
 * Takes the lock `name` in a directory for this process, or says which live process holds it.
 *
 * A lock is the file `<name>.<n>.lock`; the highest n counts. A holder that is gone (killed, or its
 * id now belongs to a process with another start time) is succeeded by creating n + 1, which the
 * file system lets exactly one contender do. So a killed holder never blocks the next start.
 */
export function acquireDirectoryLock(
  directory: string,
  name: string,
): LockAttempt {
  const me: LockHolder = {
    pid: process.pid,
    startTime: processStartTime(process.pid) ?? '',
  };
  for (;;) {
    const top = generations(directory, name).at(-1) ?? 0;
    const holder =
      top === 0 ? undefined : readHolder(lockPath(directory, name, top));
    if (holder !== undefined && isHolderAlive(holder)) {
      return { acquired: false, holder };
    }
    const mine = top + 1;
    if (!createExclusively(directory, lockPath(directory, name, mine), me)) {
      continue;
    }
    if (generations(directory, name).at(-1) !== mine) {
      // Someone advanced past the generation that was read; the higher one decides.
      rmSync(lockPath(directory, name, mine), { force: true });
      continue;
    }
    for (const older of generations(directory, name)) {
      if (older < mine) {
        rmSync(lockPath(directory, name, older), { force: true });
      }
    }
    return {
      acquired: true,
      release: () => rmSync(lockPath(directory, name, mine), { force: true }),
    };
  }
}

/** The live process that holds the lock, without trying to take it. */
export function lockHolder(
  directory: string,
  name: string,
): LockHolder | undefined {
  const top = generations(directory, name).at(-1);
  const holder =
    top === undefined ? undefined : readHolder(lockPath(directory, name, top));
  return holder !== undefined && isHolderAlive(holder) ? holder : undefined;
}

function lockPath(directory: string, name: string, generation: number): string {
  return join(directory, `${name}.${generation}.lock`);
}

function generations(directory: string, name: string): number[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    return [];
  }
  return names
    .filter((file) => file.startsWith(`${name}.`) && file.endsWith('.lock'))
    .map((file) => Number(file.slice(name.length + 1, -'.lock'.length)))
    .filter((generation) => Number.isInteger(generation) && generation > 0)
    .sort((a, b) => a - b);
}

function isHolderAlive(holder: LockHolder): boolean {
  return (
    isProcessAlive(holder.pid) &&
    processStartTime(holder.pid) === holder.startTime
  );
}

function readHolder(path: string): LockHolder | undefined {
  try {
    const [pid, startTime] = readFileSync(path, 'utf8').split('\n');
    return { pid: Number(pid), startTime: startTime ?? '' };
  } catch {
    return undefined;
  }
}

/** A hard link makes name and full content appear in one step, so no reader sees half a lock. */
function createExclusively(
  directory: string,
  path: string,
  me: LockHolder,
): boolean {
  const draft = join(directory, `.lock-draft-${me.pid}`);
  writeFileSync(draft, `${me.pid}\n${me.startTime}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
