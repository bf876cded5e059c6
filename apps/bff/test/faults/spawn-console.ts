import { serverEnvironment } from '@keyward/tooling/server-runtime';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import {
  type ChildMessage,
  childMessage,
  type ParentMessage,
} from './child-messages.ts';

const SCRIPT = fileURLToPath(new URL('console-child.ts', import.meta.url));
const PATIENCE_MS = 60_000;

/** A console that can be killed, by its test or by itself. */
export interface ConsoleChild {
  port: number;
  process: ChildProcess;
  /** Lets it count its passages from here on, and end itself at this point. */
  arm(point: string | null): Promise<void>;
  /** The points passed since it was armed. */
  points(): Promise<string[]>;
  isAlive(): boolean;
  /** The end of what it wrote. */
  lastWords(): string;
  /** Settles with the signal that ended it. */
  ended: Promise<string | null>;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** @throws with what it wrote, when it ends before it is ready */
export async function spawnConsole(
  env: Record<string, string>,
): Promise<ConsoleChild> {
  const child = spawn(process.execPath, [SCRIPT], {
    env: { PATH: process.env['PATH'] ?? '', ...serverEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  }
  const ended = once(child, 'exit').then(() => child.signalCode);

  const lastWords = (): string => said.join('').slice(-3_000);
  const hear = async <K extends ChildMessage['told']>(
    wanted: K,
  ): Promise<ChildMessage & { told: K }> => {
    const { promise, resolve, reject } = Promise.withResolvers<
      ChildMessage & { told: K }
    >();
    const onMessage = (given: unknown): void => {
      const message = childMessage.parse(given);
      if (isTold(message, wanted)) resolve(message);
    };
    const fail = (why: string): void =>
      reject(new Error(`The console ${why}: ${lastWords()}`));
    child.on('message', onMessage);
    void ended.then((signal) =>
      fail(`ended (${String(signal)}) before it was ${wanted}`),
    );
    const timer = setTimeout(() => fail('says nothing'), PATIENCE_MS);
    return promise.finally(() => {
      clearTimeout(timer);
      child.off('message', onMessage);
    });
  };
  const ask = async <K extends ChildMessage['told']>(
    message: ParentMessage,
    wanted: K,
  ): Promise<ChildMessage & { told: K }> => {
    const heard = hear(wanted);
    child.send(message);
    return heard;
  };

  const { port } = await hear('ready');
  return {
    port,
    process: child,
    arm: async (at) => void (await ask({ ask: 'arm', at }, 'armed')),
    points: async () => (await ask({ ask: 'points' }, 'points')).points,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    lastWords,
    ended,
    async kill(signal = 'SIGKILL') {
      child.kill(signal);
      await ended;
    },
  };
}

function isTold<K extends ChildMessage['told']>(
  message: ChildMessage,
  wanted: K,
): message is ChildMessage & { told: K } {
  return message.told === wanted;
}
