import { EmbeddedPostgresError } from '@keyward/database/embedded';
import { KeyFileError, stageNextKey } from '@keyward/secrets';
import { parseArgs } from 'node:util';

import { ConfigError, readHostSettings } from './config.ts';
import { openHostDatabase } from './host-command/open-host-database.ts';
import { describeError } from './http/send-problem.ts';
import { keySettings } from './key-custody/key-settings.ts';
import { rotateKey } from './key-custody/rotate-key.ts';
import { SETTLE_SECONDS } from './key-custody/rotation.ts';

const USAGE =
  'Usage: rotate-key [--prepare] [--settle <seconds>]; --prepare makes the next key and changes nothing else, --settle is how long running consoles have to notice (15).';

try {
  await main();
} catch (error) {
  process.stderr.write(`rotate-key: ${reasonOf(error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const { isPreparing, settleSeconds } = readOptions();
  const settings = readHostSettings();
  const keys = keySettings(settings);
  if (isPreparing) {
    const { id } = await stageNextKey(keys.file);
    say(
      `${keys.file}.next holds the next key, ${id}. Copy it beside the key file of every host, then run rotate-key on one of them.`,
    );
    return;
  }
  const database = await openHostDatabase(settings);
  try {
    const { key, done, freed } = await rotateKey(database.db, keys, {
      settleSeconds,
      onStep: say,
    });
    say(
      `Everything is sealed under ${key}; ${String(done)} values were brought under it here.`,
    );
    for (const old of freed) {
      say(
        `The key ${old} is no longer needed, except for backups from before.`,
      );
    }
  } finally {
    await database.stop();
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function readOptions(): { isPreparing: boolean; settleSeconds: number } {
  try {
    const { values } = parseArgs({
      options: {
        prepare: { type: 'boolean', default: false },
        settle: { type: 'string', default: String(SETTLE_SECONDS) },
      },
    });
    const settleSeconds = Number(values.settle);
    if (!Number.isInteger(settleSeconds) || settleSeconds < 0) {
      throw new ConfigError(USAGE);
    }
    return { isPreparing: values.prepare, settleSeconds };
  } catch {
    throw new ConfigError(USAGE);
  }
}

function reasonOf(error: unknown): string {
  if (
    error instanceof ConfigError ||
    error instanceof EmbeddedPostgresError ||
    error instanceof KeyFileError
  ) {
    return error.message;
  }
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return 'The folder of the key file cannot be written by this account, so no key was exchanged.';
  }
  return `It stopped and can be run again: ${JSON.stringify(describeError(error))}`;
}
