import {
  serverEnvironment,
  serverFlags,
} from '@keyward/tooling/server-runtime';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

import { repositoryRoot } from './repository.ts';

/** Ends a child when whoever started it is gone, however that happened. */
const exitWithParent = pathToFileURL(
  join(repositoryRoot, 'packages', 'tooling', 'src', 'exit-with-parent.mjs'),
).href;

export interface ChildOptions {
  name: string;
  /** Relative to the repository. */
  script: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** One process of the product: what it wrote, and its end. */
export interface ManagedChild {
  readonly pid: number;
  /** Everything it wrote so far, both streams as they came. */
  output(): string;
  /** Resolves with the first line that has this text, written before or after the call. */
  line(text: string, withinMs: number): Promise<string>;
  /** How the process ended; never rejects. */
  readonly ended: Promise<string>;
  /** SIGTERM, then SIGKILL when `patienceMs` have passed. */
  stop(patienceMs: number): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
}

/** Starts a TypeScript file of the repository as `npm start` does, with the same Node. */
export function startChild(options: ChildOptions): ManagedChild {
  const child = spawn(
    process.execPath,
    [
      ...serverFlags,
      '--import',
      exitWithParent,
      join(repositoryRoot, options.script),
      ...(options.args ?? []),
    ],
    {
      cwd: repositoryRoot,
      env: {
        ...inheritedEnvironment(),
        ...serverEnvironment,
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) throw new Error('The child has no output.');
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const listener of listeners) listener(line);
    });
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(`could not be started: ${error.message}`);
    });
    child.once('close', (code, signal) => {
      resolve(signal === null ? `ended with ${String(code)}` : `got ${signal}`);
    });
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return {
    pid: pidOf(child, options.name),
    output: () => lines.join('\n'),
    line: (text, withinMs) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const found = lines.find((line) => line.includes(text));
      if (found !== undefined) return Promise.resolve(found);
      const fail = (why: string): void => {
        reject(
          new Error(
            `${options.name} ${why} before it said "${text}":\n${lines.slice(-30).join('\n')}`,
          ),
        );
      };
      const listener = (line: string): void => {
        if (line.includes(text)) resolve(line);
      };
      listeners.add(listener);
      void ended.then(fail);
      const timer = setTimeout(() => {
        fail(`took more than ${String(withinMs)} ms`);
      }, withinMs);
      return promise.finally(() => {
        clearTimeout(timer);
        listeners.delete(listener);
      });
    },
    ended,
    stop: async (patienceMs) => {
      child.kill('SIGTERM');
      const insist = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(insist);
    },
    kill,
  };
}

function pidOf(child: ChildProcess, name: string): number {
  if (child.pid === undefined) throw new Error(`${name} did not start.`);
  return child.pid;
}

/** Without the settings that a developer may have set for a console of their own. */
function inheritedEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !name.startsWith('KEYWARD_') &&
        !['PORT', 'HOST', 'DATABASE_URL', 'NODE_OPTIONS'].includes(name),
    ),
  );
}
