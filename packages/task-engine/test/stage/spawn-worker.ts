import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { until } from './open-stage.ts';
import type { WorkerOptions } from './worker-options.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

export interface Worker {
  process: ChildProcess;
  lines: string[];
  /** Settles when that many lines hold the text. */
  untilSaid(text: string, times?: number): Promise<void>;
  /** Settles with the signal that ended it. */
  ended(): Promise<string | null>;
  release(): void;
}

const living = new Set<ChildProcess>();

/** Ends what a failed test left running. */
export function endWorkers(): void {
  for (const child of living) child.kill('SIGKILL');
}

export function spawnWorker(options: WorkerOptions): Worker {
  const child = spawn(process.execPath, [WORKER, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  living.add(child);
  const exited = once(child, 'exit').finally(() => living.delete(child));
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) =>
    lines.push(line),
  );
  return {
    process: child,
    lines,
    async untilSaid(text, times = 1) {
      await until(
        () => lines.filter((line) => line.includes(text)).length,
        (count) => count >= times,
      );
    },
    async ended() {
      await exited;
      return child.signalCode;
    },
    release: () => void child.stdin.write('go\n'),
  };
}
