import { checkBackup, writeBackup } from '@keyward/database/backup';
import { transact } from '@keyward/database';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

import { audit } from './audit/note.ts';
import { ConfigError, readHostSettings } from './config.ts';
import { openHostDatabase } from './host-command/open-host-database.ts';
import { plainReason } from './host-command/plain-reason.ts';
import { isDatabaseAway } from './http/database-away.ts';
import type { OpenDatabase } from './open-database.ts';
import { MOMENTARY_TABLES } from './restore/momentary-tables.ts';

const USAGE =
  'Usage: backup <file>; writes everything in the database into a new file, also while Keyward runs.';

try {
  await main();
} catch (error) {
  process.stderr.write(`backup: ${plainReason(error, 'No backup was made')}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const file = readFileName();
  const database = await openHostDatabase(readHostSettings(), {
    applicationName: 'keyward-backup',
    leaveSchema: true,
  });
  try {
    await noteBackup(database, file);
    const written = await writeBackup({
      url: database.url,
      file,
      without: MOMENTARY_TABLES,
    });
    // What cannot be read back is no backup.
    const { rows, header } = await checkBackup(file);
    process.stdout.write(
      `Backed up as of ${header.at}: ${String(rows)} rows in ${String(written.tables)} tables, ${String(Math.ceil(written.size / 1024))} kB, read back and whole. The key file is not in it; keep it apart.\n`,
    );
  } finally {
    await database.stop();
  }
}

/** A copy of everything leaves the console: the log says so, unless it cannot, which is no reason to have no copy. */
async function noteBackup({ db }: OpenDatabase, file: string): Promise<void> {
  try {
    await transact(db, async (journal) => {
      audit(journal, {
        code: 'database.backed_up',
        action: 'back up the database',
        object: null,
        detail: basename(file),
      });
    });
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (!isDatabaseAway(error) && !isDatabaseAway(cause)) throw error;
    process.stderr.write(
      'backup: the database takes no writes, so its audit log does not mention this backup.\n',
    );
  }
}

function readFileName(): string {
  try {
    const { positionals } = parseArgs({ allowPositionals: true, options: {} });
    const [file, ...more] = positionals;
    if (file !== undefined && file !== '' && more.length === 0) return file;
  } catch {
    // Falls through to the same answer.
  }
  throw new ConfigError(USAGE);
}
