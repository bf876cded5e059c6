/**
 * An engine in a process of its own, to be killed or paused. Prints one JSON line per event of interest:
 * `{"at": "<failpoint>", "task": "…"}` and `{"log": "…"}`. At a fail-point named in `killAt` it kills itself with
 * SIGKILL on the given occurrence; at one named in `holdAt` it waits for a line on its standard input.
 */
import { once } from 'node:events';
import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { connectDatabase } from '@keyward/database';
import { createTaskEngine, type EngineLog } from '@keyward/task-engine';

import { changeHooks } from './change-hooks.ts';
import { recordedProgram } from './recorded-target.ts';
import { parseWorkerOptions } from './worker-options.ts';

const options = parseWorkerOptions(process.argv[2]);
// A killed process leaves nothing behind, and the next one starts in half the time with it.
flushCompileCache();
const input = createInterface({ input: process.stdin });
const released = once(input, 'line');
let seen = 0;

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function failpoint(name: string): Promise<void> {
  seen += 1;
  if (options.killAt === seen) process.kill(process.pid, 'SIGKILL');
  if (!options.holdAt.includes(name)) return;
  say({ at: name });
  await released;
}

const log: EngineLog = {
  info: (_facts, message) => say({ log: message }),
  warn: (_facts, message) => say({ log: message }),
  error: (facts, message) => say({ log: message, facts }),
};

// Whoever started this process is gone.
process.stdout.on('error', () => process.exit(1));

const database = connectDatabase(options.url, { maxConnections: 6 });
const engine = createTaskEngine({
  database,
  connectionString: options.url,
  owner: `worker-${process.pid}`,
  programFor: () =>
    Promise.resolve(
      recordedProgram(database, options.scenario, () =>
        failpoint('target.afterEffect'),
      ),
    ),
  hooks: changeHooks,
  log,
  failpoint,
  leaseMs: options.leaseMs,
  renewMs: Math.ceil(options.leaseMs / 3),
  graceMs: 10,
  sweepMs: 50,
  notSentDelaysMs: [10, 10, 10],
});
await engine.start();
say({ started: true });
await once(process, 'SIGTERM');
await engine.stop();
await database.close();
input.close();
