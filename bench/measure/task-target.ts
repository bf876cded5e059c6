import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

import {
  DONE,
  json,
  running,
  startTaskTarget,
} from '../../apps/bff/test/polling/task-target.ts';

/** As far as the benchmark's target is away; both ways together. */
const LATENCY_MS = 5;

const order = z.union([
  z.object({
    start: z.array(z.string()),
    /** Run on for ever. */
    spare: z.array(z.string()),
    endWithinMs: z.number(),
  }),
  z.object({ forgetCalls: z.literal(true) }),
  z.object({ tell: z.literal(true) }),
]);

/** A target in a process of its own, so that its work is not counted as the console's. Told over the channel of its parent. */
const target = await startTaskTarget();
const ends = new Map<string, number>();
target.misbehave(({ path, ids }, response) => {
  if (path === '/api/session') return false;
  const answer =
    ids.length > 0
      ? () => Object.fromEntries(ids.map((id) => [id, target.tasks.get(id)]))
      : () =>
          target.tasks.get(decodeURIComponent(path.split('/').at(-1) ?? ''));
  void wait(LATENCY_MS).then(() => json(response, 200, answer()));
  return true;
});

const tick = setInterval(() => {
  const now = Date.now();
  for (const [id, endsAt] of ends) {
    if (now < endsAt) continue;
    ends.delete(id);
    target.tasks.set(id, DONE);
    finished.set(id, Date.now());
  }
}, 2);
const finished = new Map<string, number>();

process.on('message', (message) => {
  const parsed = order.parse(message);
  if ('start' in parsed) {
    target.heard.length = 0;
    finished.clear();
    ends.clear();
    target.tasks.clear();
    for (const [index, id] of parsed.start.entries()) {
      target.tasks.set(id, running(index % 100));
      // Every second one ends within the round, evenly; the others go on.
      if (index % 2 === 0) {
        ends.set(
          id,
          Date.now() + (index / parsed.start.length) * parsed.endWithinMs,
        );
      }
    }
    for (const id of parsed.spare) target.tasks.set(id, running(1));
    process.send?.({ started: true });
    return;
  }
  if ('forgetCalls' in parsed) {
    target.heard.length = 0;
    process.send?.({ forgotten: true });
    return;
  }
  process.send?.({
    calls: target.calls('list') + target.calls('single'),
    ended: Object.fromEntries(finished),
  });
});
process.on('disconnect', () => {
  clearInterval(tick);
  void target.close();
});
process.send?.({
  port: target.port,
  sha256: target.identity.sha256,
  certificatePem: target.identity.certificatePem,
});
