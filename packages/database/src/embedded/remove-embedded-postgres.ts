import { existsSync, realpathSync } from 'node:fs';
import { lockHolder } from '../directory-lock.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { removeHome } from './home.ts';
import {
  homesOf,
  stopLeftBehindPostgres,
} from './stop-left-behind-postgres.ts';

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
  for (const home of homesOf(dataDir)) {
    const holder = lockHolder(home, 'owner');
    if (holder === undefined) continue;
    throw new EmbeddedPostgresError(
      'in_use',
      `Keyward (process ${holder.pid}) is using ${dataDir}; stop it first.`,
    );
  }
  await stopLeftBehindPostgres(dataDir);
  removeHome(dataDir);
}
