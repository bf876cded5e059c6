import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { serverSettings } from './settings.ts';
import type { RunAs } from './run-as.ts';

/** A server process that was just started; `exited` resolves with what it last said. */
export type SpawnedPostmaster = {
  pid: number;
  exited: Promise<string>;
  hasExited: () => boolean;
};

const logLimitBytes = 5 * 1024 * 1024;

/**
 * Starts a server. It leads a process group of its own, so that Ctrl-C in a terminal reaches the
 * owner alone and the owner decides the order, and it gets none of our environment.
 */
export function spawnPostmaster(options: {
  home: string;
  binaries: Binaries;
  runAs: RunAs;
  port: number;
  settings: Readonly<Record<string, string>>;
}): SpawnedPostmaster {
  const { home, binaries, runAs, port, settings } = options;
  const logFile = join(home, 'postgres.log');
  const log = openSync(logFile, 'a', 0o600);
  if (statSync(logFile).size > logLimitBytes) truncateSync(logFile);
  const logStart = statSync(logFile).size;
  const child = spawn(
    join(binaries.folder, 'postgres'),
    [
      '-D',
      join(home, 'cluster'),
      ...serverSettings(port, binaries.major, settings),
    ],
    {
      ...runAs,
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      env: { PATH: '/usr/bin:/bin', LC_MESSAGES: 'C' },
    },
  );
  closeSync(log);
  child.unref();
  let gone = false;
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      gone = true;
      resolve(error.message);
    });
    child.once('exit', () => {
      gone = true;
      resolve(lastWords(logFile, logStart));
    });
  });
  return { pid: child.pid ?? 0, exited, hasExited: () => gone };
}

/** The telling lines that the server wrote since `from`; its files may be gone already. */
function lastWords(logFile: string, from: number): string {
  if (!existsSync(logFile)) return '';
  const text = readFileSync(logFile).subarray(from).toString('utf8').trim();
  const lines = text.split('\n');
  const telling = lines.filter((line) => /FATAL|PANIC|could not/.test(line));
  return (telling.length > 0 ? telling : lines.slice(-1)).join('\n');
}
