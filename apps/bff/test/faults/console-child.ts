/**
 * A console in a process of its own, to be killed where its test wants. Settings come from the environment as for the real
 * one; the test speaks with it over the channel that it was started with, see `child-messages.ts`.
 */
import { flushCompileCache } from 'node:module';
import { pino } from 'pino';

import { readConfig } from '../../src/config.ts';
import { setCrashPolicy } from '../../src/crash-policy.ts';
import {
  createFailPoints,
  die,
  type FailPoints,
} from '../../src/fail-points/fail-points.ts';
import { formatPoint } from '../../src/fail-points/passage-point.ts';
import { startConsole } from '../../src/start-console.ts';
import { type ChildMessage, parentMessage } from './child-messages.ts';

let passed: string[] = [];
const config = readConfig();
let deadly = config.failpoint;
let current = listen();

function listen(): FailPoints {
  return createFailPoints({
    reached(point) {
      const name = formatPoint(point);
      passed.push(name);
      if (name === deadly) die();
    },
  });
}

/** Counts from one again whenever the test says so. */
const failPoints: FailPoints = {
  named: (name) => current.named(name),
  writes: (tables) => current.writes(tables),
  calls: {
    before: (call) => current.calls.before(call),
    after: (call, outcome) => current.calls.after(call, outcome),
  },
};

function say(message: ChildMessage): void {
  process.send?.(message);
}

// Whoever started this process is gone.
process.once('disconnect', () => process.exit(1));
process.on('message', (given) => {
  const message = parentMessage.parse(given);
  if (message.ask === 'points') {
    say({ told: 'points', points: passed });
    return;
  }
  passed = [];
  deadly = message.at;
  current = listen();
  say({ told: 'armed' });
});

const log = pino({ level: 'warn', base: null });
setCrashPolicy(log);
const running = await startConsole(config, log, {
  failPoints,
  engine: { graceMs: 200, renewMs: 400 },
});
// A killed process leaves nothing behind, and the next one starts in half the time with it.
flushCompileCache();
say({ told: 'ready', port: running.port });
