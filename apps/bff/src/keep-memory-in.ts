import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { url as inspectorUrl } from 'node:inspector';
import type { Logger } from 'pino';

import { type Config, ConfigError } from './config.ts';

const PRLIMIT_MS = 2_000;

/**
 * Closes the ways by which this process would show its memory, and with it keys and secrets, to somebody on the host:
 * no debugger on SIGUSR1, no environment in diagnostic reports; in production no inspector and no core file. Who may
 * trace the process or is root can read it all the same.
 *
 * @throws ConfigError when an inspector is open in production, however it was opened
 */
export function keepMemoryIn(
  { mode }: Pick<Config, 'mode'>,
  log: Logger,
): void {
  process.report.excludeEnv = true;
  // With a listener of ours, Node opens no debugger.
  process.on('SIGUSR1', () =>
    log.warn('SIGUSR1 was ignored: no debugger is opened here.'),
  );
  if (mode !== 'production') return;
  if (inspectorUrl() !== undefined) {
    throw new ConfigError('An inspector is open; production refuses that.');
  }
  if (process.platform === 'linux') dropCoreLimit(log);
}

/** A core file of this process would hold its keys. */
function dropCoreLimit(log: Logger): void {
  spawnSync('/usr/bin/prlimit', ['--core=0:0', '--pid', String(process.pid)], {
    timeout: PRLIMIT_MS,
    stdio: 'ignore',
  });
  const limit = /^Max core file size +(\S+)/m.exec(
    readFileSync('/proc/self/limits', 'utf8'),
  )?.[1];
  if (limit === '0') return;
  log.warn(
    { limit },
    'A crash could leave a core file with keys in it; start with "ulimit -c 0" or LimitCORE=0.',
  );
}
