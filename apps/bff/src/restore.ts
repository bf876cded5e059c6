import { checkBackup } from '@keyward/database/backup';
import { parseArgs } from 'node:util';
import { pino } from 'pino';

import { ConfigError, readHostSettings } from './config.ts';
import { plainReason } from './host-command/plain-reason.ts';
import { openDatabase } from './open-database.ts';
import { restoreBackup } from './restore/restore-backup.ts';

const USAGE =
  'Usage: restore [--check] [--replace] [--reason <text>] <file>; --check only says whether the file is whole, --replace lets go of what the database holds now.';
const LONGEST_REASON = 200;

try {
  await main();
} catch (error) {
  process.stderr.write(
    `restore: ${plainReason(error, 'Nothing was restored, the database is as it was')}\n`,
  );
  process.exit(1);
}

async function main(): Promise<void> {
  const { file, isCheck, replace, reason } = readOptions();
  if (isCheck) {
    const { header, rows, tables } = await checkBackup(file);
    say(
      `Whole: ${String(rows)} rows in ${String(tables)} tables, as of ${header.at}. Nothing was restored.`,
    );
    return;
  }
  const settings = readHostSettings();
  const database = await openDatabase(settings, pino({ level: 'silent' }));
  try {
    await database.close();
    const lines = await restoreBackup(settings, {
      url: database.url,
      file,
      replace,
      reason,
    });
    for (const line of lines) say(line);
  } finally {
    await database.stop();
  }
}

function readOptions() {
  const { values, positionals } = parsed();
  const [file, ...more] = positionals;
  const reason = values.reason.trim();
  if (
    file === undefined ||
    file === '' ||
    more.length > 0 ||
    reason === '' ||
    reason.length > LONGEST_REASON
  ) {
    throw new ConfigError(USAGE);
  }
  return { file, isCheck: values.check, replace: values.replace, reason };
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        check: { type: 'boolean', default: false },
        replace: { type: 'boolean', default: false },
        reason: { type: 'string', default: 'restored on the host' },
      },
    });
  } catch {
    throw new ConfigError(USAGE);
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
