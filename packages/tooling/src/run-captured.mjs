import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from './repository-root.mjs';

/** Environment in which the clone's own programs, Node included, come first. */
export function ownEnvironment(extra = {}) {
  const bin = join(repositoryRoot, 'node_modules', '.bin');
  return {
    ...process.env,
    PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    ...extra,
  };
}

/**
 * Runs a program to its end and returns its exit code and what it wrote (`output` holds both
 * streams as they came). A program that
 * takes longer than `timeoutMs` is ended and counts as failed.
 */
export function runCaptured(
  command,
  args,
  { cwd = repositoryRoot, env = {}, onOutput, timeoutMs } = {},
) {
  const child = spawn(command, args, {
    cwd,
    env: ownEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
  });
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  let output = '';
  let stdout = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (stream === child.stdout) stdout += text;
      onOutput?.(text);
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      process.removeListener('exit', stop);
      reject(error);
    });
    child.once('close', (code) => {
      process.removeListener('exit', stop);
      resolve({ code: code ?? 1, output, stdout });
    });
  });
}
