import {
  EmbeddedPostgresError,
  findRunningPostgres,
} from '@keyward/database/embedded';
import { pino } from 'pino';

import { ConfigError, type DatabaseSettings } from '../config.ts';
import {
  type OpenDatabase,
  openDatabase,
  type OpenOptions,
} from '../open-database.ts';

/**
 * Opens the console's database for a command on the host: the shared server, or the embedded one, which is started for
 * as long as the command needs it, or used as it is while a console runs on it.
 *
 * @throws ConfigError, EmbeddedPostgresError with one line for whoever runs the command
 */
export async function openHostDatabase(
  settings: DatabaseSettings,
  options: OpenOptions = {},
): Promise<OpenDatabase> {
  const silent = pino({ level: 'silent' });
  try {
    return await openDatabase(settings, silent, options);
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError && error.code === 'in_use')) {
      throw error;
    }
    const databaseUrl = findRunningPostgres(settings.dataDir);
    if (databaseUrl === undefined) {
      throw new ConfigError(
        `Keyward is just starting or stopping on ${settings.dataDir}; try again in a moment.`,
      );
    }
    return openDatabase({ ...settings, databaseUrl }, silent, options);
  }
}
