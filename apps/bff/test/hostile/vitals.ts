import { isFullScale } from '../support/figures.ts';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const SAMPLE_MS = 20;
const NANOSECONDS = 1e6;

/** What a process did between two moments. */
export interface Vitals {
  grownMb: number;
  loopP99Ms: number;
}

/** Watches this process, in which the console runs. */
export function watchVitals(): { end(): Vitals } {
  // With garbage of earlier tests about, growth would be measured too small, never too large.
  if (isFullScale) collectGarbage();
  const before = process.memoryUsage.rss();
  let highest = before;
  const timer = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, SAMPLE_MS);
  const histogram = monitorEventLoopDelay({ resolution: 10 });
  histogram.enable();
  return {
    end() {
      clearInterval(timer);
      histogram.disable();
      const highestNow = Math.max(highest, process.memoryUsage.rss());
      return {
        grownMb: (highestNow - before) / 1024 / 1024,
        loopP99Ms: histogram.percentile(99) / NANOSECONDS,
      };
    },
  };
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, null, []);
}
