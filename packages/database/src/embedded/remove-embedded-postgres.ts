import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { lockHolder } from '../directory-lock.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { relocatedFolder, removeHome, writtenLocation } from './home.ts';
import { runningPostmaster } from './postmaster-file.ts';
import { stopPostmaster } from './stop-postmaster.ts';

/**
 * Deletes the embedded database of a data directory, wherever it is kept, after stopping a server
 * that a killed owner left behind.
 *
 * @throws EmbeddedPostgresError `in_use` while its owner lives
 */
export async function removeEmbeddedPostgres(
  givenDataDir: string,
): Promise<void> {
  if (!existsSync(givenDataDir)) return;
  const dataDir = realpathSync(givenDataDir);
  const homes = [
    join(dataDir, 'postgres'),
    writtenLocation(dataDir) ?? relocatedFolder(dataDir),
  ];
  for (const home of homes) {
    const holder = lockHolder(home, 'owner');
    if (holder !== undefined) {
      throw new EmbeddedPostgresError(
        'in_use',
        `Keyward (process ${holder.pid}) is using ${dataDir}; stop it first.`,
      );
    }
  }
  for (const home of homes) {
    const orphan = runningPostmaster(join(home, 'cluster'));
    if (orphan !== undefined) await stopPostmaster(orphan.pid);
  }
  removeHome(dataDir);
}
