import { serverFlags } from '@keyward/tooling/server-runtime';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

import { portOf } from '../hostile/evil-gateway.ts';
import { CHILD_ENVIRONMENT } from '../support/child-environment.ts';
import { waitFor } from '../support/wait-for.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const ROTATE = fileURLToPath(
  new URL('../../src/rotate-key.ts', import.meta.url),
);
const START_MS = 90_000;
const STOP_MS = 30_000;

/** The console as a process of its own: what it writes counts, and so does what it leaves behind. */
export interface ConsoleProcess {
  /** Everything it wrote so far, in every run. */
  written: string[];
  start(): Promise<void>;
  /** As a supervisor stops it. */
  stop(): Promise<void>;
  /** As the machine's end would. */
  kill(): Promise<void>;
  rotateKey(): Promise<void>;
}

export function consoleProcess(env: Record<string, string>): ConsoleProcess {
  const written: string[] = [];
  let running: { end(signal: NodeJS.Signals): Promise<void> } | null = null;

  function run(script: string, args: string[]) {
    const child = spawn(process.execPath, [...serverFlags, script, ...args], {
      env: { ...CHILD_ENVIRONMENT, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => written.push(chunk.toString()));
    }
    return { child, ended: once(child, 'close') };
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    await running?.end(signal);
    running = null;
  }

  return {
    written,
    async start() {
      const before = written.length;
      const { child, ended } = run(MAIN, []);
      running = {
        async end(signal) {
          child.kill(signal);
          const insist = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
          await ended;
          clearTimeout(insist);
        },
      };
      await waitFor(
        'the console to be ready',
        async () => {
          const said = written.slice(before).join('');
          if (child.exitCode !== null) {
            throw new Error(`The console ended: ${said.slice(-2_000)}`);
          }
          return said.includes('keyward ready');
        },
        START_MS,
      );
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async rotateKey() {
      const { child, ended } = run(ROTATE, ['--settle', '4']);
      await ended;
      if (child.exitCode !== 0) throw new Error(written.slice(-5).join(''));
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server.address());
  server.close();
  await once(server, 'close');
  return port;
}
