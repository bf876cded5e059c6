import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from './repository-root.mjs';

const running = new Set();
const patienceMs = 10_000;

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
 * streams as they came). A program that takes longer than `timeoutMs` is ended and has failed; one that
 * `isPatient` lets every other go first.
 */
export function runCaptured(
  command,
  args,
  {
    cwd = repositoryRoot,
    env = {},
    onOutput,
    timeoutMs,
    isPatient = false,
  } = {},
) {
  const child = spawn(command, args, {
    cwd,
    env: ownEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches it once, from stopRunning, and takes all it started along.
    detached: true,
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
  });
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
    child.once('error', reject);
    if (child.pid !== undefined) running.add(child);
    if (isPatient) letOthersFirst(child);
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output, stdout });
    });
  });
}

function letOthersFirst({ pid }) {
  if (pid === undefined) return;
  const { PRIORITY_BELOW_NORMAL } = constants.priority;
  try {
    setPriority(pid, PRIORITY_BELOW_NORMAL);
    // Where Linux shares the machine out among sessions, of which this is one, that one says how much.
    writeFileSync(`/proc/${pid}/autogroup`, String(PRIORITY_BELOW_NORMAL));
  } catch {
    // It has ended already, or the system knows no such thing.
  }
}

/** Interrupts every program that still runs, with what it started, and waits for their end. */
export async function stopRunning() {
  await Promise.all(
    [...running].map(async (child) => {
      const gone = once(child, 'close');
      signalGroup(child, 'SIGINT');
      const insist = setTimeout(
        () => signalGroup(child, 'SIGKILL'),
        patienceMs,
      );
      await gone;
      clearTimeout(insist);
    }),
  );
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
