import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { CHILD_ENVIRONMENT } from '../support/child-environment.ts';
import type { Line } from '../support/person.ts';
import { waitFor } from '../support/wait-for.ts';
import { freePort } from './free-port.ts';

const ENTRY = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const CLOCK = new URL('./adjustable-clock.ts', import.meta.url).href;
const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 30_000;

export interface ReplicaOptions {
  env: Record<string, string>;
  /** Modules to load before the console, as URLs. */
  preload?: readonly string[];
}

/** How far a clock is ahead, in ms, and the time zone of its machine. */
export interface WrongClock {
  ms: number;
  zone?: string;
}

/** One console as a process of its own, as production runs it. */
export interface Replica extends Line {
  pid: number;
  /** Everything it has written. */
  output(): string;
  /** Lets its wall clock, and nothing else, go wrong from now on. */
  setClock(clock: WrongClock): Promise<void>;
  /** SIGTERM; resolves with the exit code and how long it took. */
  stop(): Promise<{ code: number | null; ms: number }>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

/** Starts the console's own entry and waits until it says that it is ready. @throws with what it said instead */
export async function startReplica({
  env,
  preload = [],
}: ReplicaOptions): Promise<Replica> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [
      '--max-semi-space-size=4',
      ...[CLOCK, ...preload].flatMap((each) => ['--import', each]),
      ENTRY,
    ],
    {
      env: {
        ...CHILD_ENVIRONMENT,
        PORT: String(port),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close');
  await waitFor(
    'a replica to be ready',
    () => {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`The replica ended: ${said}`);
      }
      return Promise.resolve(said.includes('keyward ready on'));
    },
    READY_WITHIN_MS,
  );
  return {
    port,
    heard: () => undefined,
    pid: child.pid ?? 0,
    output: () => said,
    setClock: (clock) => setClock(child, clock),
    async stop() {
      const begun = performance.now();
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), STOPPED_WITHIN_MS);
      await ended;
      clearTimeout(insist);
      return { code: child.exitCode, ms: performance.now() - begun };
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function setClock(child: ChildProcess, clock: WrongClock): Promise<void> {
  const isSet = once(child, 'message');
  child.send(clock);
  await isSet;
}
