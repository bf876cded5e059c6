import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { lockHolder } from '../directory-lock.ts';
import { relocatedFolder, writtenLocation } from './home.ts';
import { runningPostmaster } from './postmaster-file.ts';
import { stopPostmaster } from './stop-postmaster.ts';

/**
 * Stops a server that runs on a data directory although its owner is gone; does nothing when the
 * owner lives or no server runs.
 */
export async function stopLeftBehindPostgres(
  givenDataDir: string,
): Promise<void> {
  if (!existsSync(givenDataDir)) return;
  for (const home of homesOf(realpathSync(givenDataDir))) {
    if (lockHolder(home, 'owner') !== undefined) continue;
    const orphan = runningPostmaster(join(home, 'cluster'));
    if (orphan !== undefined) await stopPostmaster(orphan.pid);
  }
}

/** The folders that may hold the cluster of a data directory. */
export function homesOf(dataDir: string): string[] {
  return [
    join(dataDir, 'postgres'),
    writtenLocation(dataDir) ?? relocatedFolder(dataDir),
  ];
}
