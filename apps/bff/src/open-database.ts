import {
  connectDatabase,
  type DatabaseHandle,
  migrateAt,
} from '@keyward/database';
import { startEmbeddedPostgres } from '@keyward/database/embedded';
import type { Logger } from 'pino';

import { ConfigError, type DatabaseSettings } from './config.ts';

export interface OpenDatabase extends DatabaseHandle {
  /** Carries a password: never logged. */
  url: string;
  stop(): Promise<void>;
}

export interface OpenOptions {
  /** Named to whoever looks at the server. */
  applicationName?: string;
  /** The schema stays as it is, also an older one. */
  leaveSchema?: boolean;
}

/** The shared server of `DATABASE_URL`, or the embedded one, with the newest schema. */
export async function openDatabase(
  config: DatabaseSettings,
  log: Logger,
  { applicationName = 'keyward', leaveSchema = false }: OpenOptions = {},
): Promise<OpenDatabase> {
  const embedded =
    config.databaseUrl === null
      ? await startEmbeddedPostgres({
          dataDir: config.dataDir,
          pgBin: config.pgBin ?? undefined,
          log: (line) => log.info({ part: 'postgres' }, line),
        })
      : null;
  const url = embedded?.url ?? config.databaseUrl ?? '';
  const handle = connectDatabase(url, { applicationName });
  const stop = async (): Promise<void> => {
    await handle.close();
    await embedded?.stop();
  };
  try {
    if (embedded === null) await reach(handle);
    if (!leaveSchema) await migrateAt(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...handle, url, stop };
}

/** @throws ConfigError that says so in one line; the address may carry a password, so it is not in it */
async function reach({ pool }: DatabaseHandle): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (error) {
    const code =
      error instanceof Error && 'code' in error
        ? String(error.code)
        : 'unknown';
    throw new ConfigError(
      `DATABASE_URL: PostgreSQL cannot be used there (${code}); check address, account and password.`,
    );
  }
}
