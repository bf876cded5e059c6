import {
  serverEnvironment,
  serverFlags,
} from '@keyward/tooling/server-runtime';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { freePort } from '../canaries/console-process.ts';
import { CHILD_ENVIRONMENT } from '../support/child-environment.ts';
import { waitFor } from '../support/wait-for.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const START_MS = 60_000;

/** The console exactly as it is delivered. */
export interface MainProcess {
  port: number;
  process: ChildProcess;
  isAlive(): boolean;
  /** Settles with the signal that ended it. */
  ended: Promise<string | null>;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** @throws with what it wrote, when it ends before it is ready */
export async function spawnMain(
  env: Record<string, string>,
): Promise<MainProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [...serverFlags, MAIN], {
    env: {
      ...CHILD_ENVIRONMENT,
      ...serverEnvironment,
      ...env,
      PORT: String(port),
      KEYWARD_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  }
  const ended = once(child, 'exit').then(() => child.signalCode);
  const isAlive = (): boolean =>
    child.exitCode === null && child.signalCode === null;
  await waitFor(
    'the console',
    async () => {
      if (!isAlive()) throw new Error(`It ended: ${said.join('')}`);
      return said.join('').includes('keyward ready on');
    },
    START_MS,
  );
  return {
    port,
    process: child,
    isAlive,
    ended,
    async kill(signal = 'SIGKILL') {
      child.kill(signal);
      await ended;
    },
  };
}
