import {
  acquireDirectoryLock,
  lockHolder,
} from '@keyward/database/directory-lock';
import { accessSync, chmodSync, constants, mkdirSync } from 'node:fs';
import { PlainProblem } from './plain-problem.mjs';

const lockName = 'start';

/** Makes the data directory when it is missing and takes it for this process. */
export function takeDataDirectory(dataDir) {
  makeDataDirectory(dataDir);
  const attempt = acquireDirectoryLock(dataDir, lockName);
  if (attempt.acquired) return attempt.release;
  throw new PlainProblem(
    `Keyward is already running on ${dataDir} (process ${attempt.holder.pid}); stop that one, or give this one its own KEYWARD_DATA_DIR and PORT.`,
  );
}

/** The process that runs on a data directory, if one does. */
export function runningOn(dataDir) {
  return lockHolder(dataDir, lockName)?.pid;
}

/** Under root PostgreSQL runs as somebody else, who must get through but not look around. */
function makeDataDirectory(dataDir) {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    if (mkdirSync(dataDir, { recursive: true, mode }) !== undefined)
      chmodSync(dataDir, mode);
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch {
    throw new PlainProblem(
      `The data directory ${dataDir} cannot be written by this user; set KEYWARD_DATA_DIR to one that can.`,
    );
  }
}
