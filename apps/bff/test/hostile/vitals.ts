import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';

import { isFullScale } from '../support/figures.ts';

const SAMPLE_MS = 20;
const RESOLUTION_MS = 10;
const NANOSECONDS = 1e6;

/** What a process did between two moments. */
export interface Vitals {
  grownMb: number;
  /** How late the event loop was in its worst hundredth, beyond what the machine made an idle thread wait. */
  loopP99Ms: number;
}

/** Watches this process, in which the console runs. */
export function watchVitals(): { end(): Promise<Vitals> } {
  // With garbage of earlier tests about, growth would be measured too small, never too large.
  if (isFullScale) collectGarbage();
  const before = process.memoryUsage.rss();
  let highest = before;
  const timer = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, SAMPLE_MS);
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  const idle = watchIdleThread();
  return {
    async end() {
      clearInterval(timer);
      histogram.disable();
      const highestNow = Math.max(highest, process.memoryUsage.rss());
      const own = histogram.percentile(99) / NANOSECONDS;
      return {
        grownMb: (highestNow - before) / 1024 / 1024,
        loopP99Ms: Math.max(0, own - (await idle.end())),
      };
    },
  };
}

const IDLE_THREAD = `
  const { parentPort } = require('node:worker_threads');
  const { monitorEventLoopDelay } = require('node:perf_hooks');
  const histogram = monitorEventLoopDelay({ resolution: ${String(RESOLUTION_MS)} });
  histogram.enable();
  parentPort.once('message', () => parentPort.postMessage(histogram.percentile(99)));
`;

/** How late a thread is that has nothing to do: the share of the machine in every delay. */
function watchIdleThread(): { end(): Promise<number> } {
  const worker = new Worker(IDLE_THREAD, { eval: true });
  return {
    async end() {
      const answered = once(worker, 'message');
      worker.postMessage('how late?');
      const [nanoseconds]: unknown[] = await answered;
      await worker.terminate();
      return typeof nanoseconds === 'number' && Number.isFinite(nanoseconds)
        ? nanoseconds / NANOSECONDS
        : 0;
    },
  };
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, null, []);
}
