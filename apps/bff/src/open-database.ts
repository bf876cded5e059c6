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
    if (embedded === null) await reach(handle, log);
    if (!leaveSchema) await migrateAt(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...handle, url, stop };
}

const FORGETFUL =
  'This PostgreSQL answers before a commit is on the disk: a power cut may lose what people were told is done. Set fsync and synchronous_commit to on.';

/** @throws ConfigError that says so in one line; the address may carry a password, so it is not in it */
async function reach({ pool }: DatabaseHandle, log: Logger): Promise<void> {
  try {
    const { rows } = await pool.query<{ fsync: string; commit: string }>(
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
    );
    const [settings] = rows;
    if (settings?.fsync === 'off' || settings?.commit === 'off') {
      log.warn(settings, FORGETFUL);
    }
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
