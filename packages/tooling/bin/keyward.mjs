#!/usr/bin/env node
// Runs on any Node that npm still supports; installs what is missing, then hands over to Node 24.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ensureInstalled } from '../src/install.mjs';
import { findRuntime } from '../src/runtime.mjs';
import { PlainProblem } from '../src/plain-problem.mjs';
import { repositoryRoot } from '../src/repository-root.mjs';

const commands = [
  'start',
  'test',
  'reset',
  'create-admin',
  'rotate-key',
  'acknowledge-restore',
  'backup',
  'restore',
  'controls',
  'hostile',
  'faults',
  'kmip',
  'canaries',
  'aria',
  'visual',
  'tour',
  'sbom',
];

async function main([command, ...args]) {
  if (!commands.includes(command)) {
    throw new PlainProblem(
      `Usage: keyward ${commands.join(' | ')}; "${command ?? ''}" is none of them.`,
    );
  }
  await ensureInstalled(repositoryRoot);
  const runtime = findRuntime(repositoryRoot);
  const script = new URL(`../src/${command}.mjs`, import.meta.url);
  if (runtime === process.execPath) {
    const { run } = await import(script.href);
    process.exitCode = await run(args);
    return;
  }
  const runner = new URL('../src/run-command.mjs', import.meta.url).pathname;
  process.exitCode = await handOver(runtime, [runner, command, ...args]);
}

/**
 * Every signal is passed on, also a Ctrl-C that a terminal has sent to both: the child counts signals within a second
 * as one.
 * The loss of our own parent is noticed here because the child cannot see it.
 */
function handOver(runtime, args) {
  const child = spawn(runtime, args, { stdio: 'inherit' });
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    if (process.env['npm_lifecycle_event'] !== undefined) child.kill('SIGHUP');
  }, 500);
  watch.unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

main(process.argv.slice(2)).catch((error) => {
  console.error(
    error instanceof PlainProblem ? `keyward: ${error.message}` : error,
  );
  process.exitCode = 1;
});
