import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { applicationUrl } from './application-role.ts';
import { readCredentials } from './credentials.ts';
import { runningPostmaster } from './postmaster-file.ts';
import { homesOf } from './stop-left-behind-postgres.ts';

/**
 * The connection string of the server that a running Keyward keeps on a data directory, password included: never log
 * it. Undefined when none runs.
 *
 * @throws EmbeddedPostgresError `credentials_missing` for who may not read its password
 */
export function findRunningPostgres(givenDataDir: string): string | undefined {
  if (!existsSync(givenDataDir)) return undefined;
  const dataDir = realpathSync(givenDataDir);
  const credentials = readCredentials(join(dataDir, 'postgres'));
  if (credentials === undefined) return undefined;
  for (const home of homesOf(dataDir)) {
    const running = runningPostmaster(join(home, 'cluster'));
    if (running !== undefined) {
      return applicationUrl(running.port, credentials.application);
    }
  }
  return undefined;
}
