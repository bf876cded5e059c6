import { EmbeddedPostgresError } from '@keyward/database/embedded';
import { parseArgs } from 'node:util';

import { ConfigError, readHostSettings } from './config.ts';
import { createAsk } from './host-command/ask.ts';
import { openHostDatabase } from './host-command/open-host-database.ts';
import { parseWith } from './http/parse-request.ts';
import { Refusal } from './http/refusal.ts';
import { describeError } from './http/send-problem.ts';
import { createAdmin, newAdmin } from './people/create-admin.ts';
import { removeFirstAccountToken } from './people/first-account-token.ts';

const USAGE =
  'Usage: create-admin [--username <name>] [--display-name <name>]; the password is asked for, or read from standard input.';

/** What the fields of the request are called at a terminal. */
const NAMES: Record<string, string> = {
  '/username': 'User name',
  '/displayName': 'Name',
  '/password': 'Password',
};

try {
  await main();
} catch (error) {
  process.stderr.write(`create-admin: ${reasonOf(error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const options = readOptions();
  const settings = readHostSettings();
  const ask = createAsk();
  const input = parseWith(newAdmin, {
    username: options.username ?? (await ask.line('User name: ', '--username')),
    displayName:
      options['display-name'] ??
      (await ask.line('Name as others see it: ', '--display-name')),
    password: await ask.newPassword(),
  });
  ask.close();
  const database = await openHostDatabase(settings);
  try {
    const username = await createAdmin(database.db, input);
    process.stdout.write(`${username} can sign in as security admin.\n`);
  } finally {
    await database.stop();
  }
  await removeFirstAccountToken(settings.dataDir).catch(() => undefined);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        username: { type: 'string' },
        'display-name': { type: 'string' },
      },
    }).values;
  } catch {
    throw new ConfigError(USAGE);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof EmbeddedPostgresError) {
    return error.message;
  }
  if (error instanceof Refusal) {
    const [field] = error.fieldErrors ?? [];
    if (field === undefined) return error.detail ?? error.code;
    return `${NAMES[field.pointer] ?? field.pointer}: ${field.message}`;
  }
  return `Nothing was changed: ${JSON.stringify(describeError(error))}`;
}
