import { spawn } from 'node:child_process';

import { repositoryRoot } from './repository.ts';

/** How a script of the repository ended, and what it wrote. */
export interface ScriptEnd {
  exit: number | null;
  output: string;
}

/** Runs `npm run <script> -- <args>` to its end, as somebody at a terminal does. */
export function runScript(
  script: string,
  args: readonly string[],
): Promise<ScriptEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
      cwd: repositoryRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const written: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => written.push(chunk));
    }
    child.once('error', reject);
    child.once('close', (exit) => {
      resolve({ exit, output: Buffer.concat(written).toString('utf8') });
    });
  });
}
