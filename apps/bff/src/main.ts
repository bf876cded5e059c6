import { SchemaError } from '@keyward/database';
import { EmbeddedPostgresError } from '@keyward/database/embedded';
import { KeyFileError } from '@keyward/secrets';
import { EgressAllowError } from '@keyward/upstream-http';
import { destination, type Logger, pino } from 'pino';

import { ConfigError, readConfig } from './config.ts';
import { setCrashPolicy } from './crash-policy.ts';
import { describeError } from './http/send-problem.ts';
import { keepMemoryIn } from './keep-memory-in.ts';
import { refuseAtStart } from './refuse-at-start.ts';
import { removeProto } from './remove-proto.ts';
import { startConsole } from './start-console.ts';

/** Errors whose message is a sentence for whoever starts the console, and the setting they are about. */
const PLAIN_ERRORS = [
  [ConfigError, ''],
  [EmbeddedPostgresError, ''],
  [SchemaError, ''],
  [KeyFileError, 'KEYWARD_KEK_FILE: '],
  [EgressAllowError, 'KEYWARD_EGRESS_ALLOW: '],
] as const;

/** Releases before this one have known faults that a production console should not run with. */
const NODE_WANTED = [24, 22, 1] as const;

const MOST_STOP_MS = 20_000;

/** Bytes of log lines that wait for a disk to have room again. */
const MOST_UNWRITTEN = 1024 * 1024;

removeProto();
try {
  await main();
} catch (error) {
  sayWhy(error);
  process.exit(1);
}

async function main(): Promise<void> {
  const config = readConfig();
  const log = openLog(config.logLevel);
  await refuseAtStart(config);
  keepMemoryIn(config, log);
  if (config.mode === 'production' && isNodeOld()) {
    log.warn(
      { running: process.versions.node, wanted: NODE_WANTED.join('.') },
      'This Node is older than the one that production should run with.',
    );
  }
  const stopAsked = new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => resolve(signal));
    }
  });
  setCrashPolicy(log);
  const console_ = await startConsole(config, log);
  process.stdout.write(`keyward ready on ${console_.url}\n`);
  const signal = await stopAsked;
  log.info({ signal }, 'Stopping.');
  setTimeout(() => process.exit(1), MOST_STOP_MS).unref();
  await console_.stop();
  process.exit(0);
}

/** A log that cannot be written, because its disk is full, costs its lines and nothing else. */
function openLog(level: string): Logger {
  const lines = destination({
    fd: process.stdout.fd,
    sync: true,
    maxLength: MOST_UNWRITTEN,
  });
  lines.on('error', () => undefined);
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  return pino({ level, base: null }, lines);
}

function sayWhy(error: unknown): void {
  process.stderr.write(`${reasonOf(error)}\n`);
}

function reasonOf(error: unknown): string {
  for (const [kind, setting] of PLAIN_ERRORS) {
    if (error instanceof kind) return `${setting}${error.message}`;
  }
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return 'PORT: another program listens there already.';
  }
  return `Keyward could not start: ${JSON.stringify(describeError(error))}`;
}

function isNodeOld(): boolean {
  const running = process.versions.node.split('.').map(Number);
  for (const [index, wanted] of NODE_WANTED.entries()) {
    const part = running[index] ?? 0;
    if (part !== wanted) return part < wanted;
  }
  return false;
}
