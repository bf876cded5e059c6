import { EmbeddedPostgresError } from '@keyward/database/embedded';
import { KeyFileError, SecretIntegrityError } from '@keyward/secrets';
import { EgressAllowError } from '@keyward/upstream-http';
import { pino } from 'pino';

import { ConfigError, readConfig } from './config.ts';
import { describeError } from './http/send-problem.ts';
import { startConsole } from './start-console.ts';

/** Errors whose message is a sentence for whoever starts the console. */
const PLAIN_ERRORS = [
  ConfigError,
  EmbeddedPostgresError,
  KeyFileError,
  SecretIntegrityError,
  EgressAllowError,
];

const MOST_STOP_MS = 20_000;

try {
  await main();
} catch (error) {
  sayWhy(error);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig();
  const log = pino({ level: config.logLevel, base: null });
  const stopAsked = new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => resolve(signal));
    }
  });
  process.on('unhandledRejection', (error) =>
    log.error({ error: describeError(error) }, 'A promise was left alone.'),
  );
  const console_ = await startConsole(config, log);
  process.stdout.write(`keyward ready on ${console_.url}\n`);
  const signal = await stopAsked;
  log.info({ signal }, 'Stopping.');
  setTimeout(() => process.exit(1), MOST_STOP_MS).unref();
  await console_.stop();
  process.exit(0);
}

function sayWhy(error: unknown): void {
  const isPlain = PLAIN_ERRORS.some((each) => error instanceof each);
  const taken =
    error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const line = isPlain
    ? String((error as Error).message) // one of the classes above
    : taken
      ? 'PORT: another program listens there already.'
      : `Keyward could not start: ${JSON.stringify(describeError(error))}`;
  process.stderr.write(`${line}\n`);
}
