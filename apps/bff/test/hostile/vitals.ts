import { isFullScale } from '@keyward/database/test-figures';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';

const SAMPLE_MS = 20;
const RESOLUTION_MS = 10;
const NANOSECONDS = 1e6;

/** What a process did between two moments. */
interface Vitals {
  grownMb: number;
  /** How late the event loop was in its worst hundredth, beyond what the machine made an idle thread wait. */
  loopP99Ms: number;
}

export interface VitalsWatch {
  /** Watches this process, in which the console runs, until its `end`. */
  begin(): Promise<{ end(): Promise<Vitals> }>;
  close(): Promise<void>;
}

/** A thread that has nothing to do: how late it is, is the machine's share in every delay. */
const IDLE_THREAD = `
  const { parentPort } = require('node:worker_threads');
  const { monitorEventLoopDelay } = require('node:perf_hooks');
  const histogram = monitorEventLoopDelay({ resolution: ${String(RESOLUTION_MS)} });
  histogram.enable();
  parentPort.on('message', () => {
    parentPort.postMessage(histogram.percentile(99));
    histogram.reset();
  });
`;
const told = z.tuple([z.number()]);

export function openVitals(): VitalsWatch {
  const worker = new Worker(IDLE_THREAD, { eval: true });
  /** Since the last time it was asked; milliseconds. */
  async function idleP99(): Promise<number> {
    const answered = once(worker, 'message');
    worker.postMessage('how late?');
    const [nanoseconds] = told.parse(await answered);
    return nanoseconds / NANOSECONDS;
  }
  return {
    async begin() {
      // With garbage of earlier tests about, growth would be measured too small, never too large.
      if (isFullScale) collectGarbage();
      const before = process.memoryUsage.rss();
      let highest = before;
      const timer = setInterval(() => {
        highest = Math.max(highest, process.memoryUsage.rss());
      }, SAMPLE_MS);
      await idleP99();
      const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
      histogram.enable();
      return {
        async end() {
          clearInterval(timer);
          histogram.disable();
          highest = Math.max(highest, process.memoryUsage.rss());
          const own = histogram.percentile(99) / NANOSECONDS;
          return {
            grownMb: (highest - before) / 1024 / 1024,
            loopP99Ms: Math.max(0, own - (await idleP99())),
          };
        },
      };
    },
    async close() {
      await worker.terminate();
    },
  };
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, null, []);
}
