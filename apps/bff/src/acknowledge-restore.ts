import { parseArgs } from 'node:util';

import { acknowledgeRestore } from './audit-checkpoints/acknowledge-restore.ts';
import { ConfigError, readHostSettings } from './config.ts';
import { openHostDatabase } from './host-command/open-host-database.ts';
import { plainReason } from './host-command/plain-reason.ts';

const USAGE =
  'Usage: acknowledge-restore --reason <text>; says that this database was restored on purpose, so that the console takes changes again.';
const LONGEST = 256;

try {
  await main();
} catch (error) {
  process.stderr.write(
    `acknowledge-restore: ${plainReason(error, 'Nothing was changed')}\n`,
  );
  process.exit(1);
}

async function main(): Promise<void> {
  const reason = readReason();
  const settings = readHostSettings();
  const database = await openHostDatabase(settings);
  try {
    const acknowledged = await acknowledgeRestore(
      database.db,
      settings.checkpointFile,
      reason,
    );
    process.stdout.write(
      acknowledged === null
        ? 'The audit log holds its newest checkpoint; there is nothing to acknowledge.\n'
        : wordsOf(acknowledged),
    );
  } finally {
    await database.stop();
  }
}

function wordsOf({
  behind,
  tasks,
  changes,
}: NonNullable<Awaited<ReturnType<typeof acknowledgeRestore>>>): string {
  return `Acknowledged: the log ends before row ${String(behind.size)}, which the checkpoint of ${behind.at} saw. ${String(tasks)} unfinished tasks are now of unknown outcome, ${String(changes)} approved changes that had not started are stale. Start the console again.\n`;
}

function readReason(): string {
  let reason: string | undefined;
  try {
    ({ reason } = parseArgs({
      options: { reason: { type: 'string' } },
    }).values);
  } catch {
    throw new ConfigError(USAGE);
  }
  const text = reason?.trim() ?? '';
  if (text === '' || text.length > LONGEST) throw new ConfigError(USAGE);
  return text;
}
