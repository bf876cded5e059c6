import type { WriteWatch } from '@keyward/database';
import type { CallObserver, UpstreamCall } from '@keyward/upstream-http';

import type { PassagePoint } from './passage-point.ts';

/**
 * Where a test may end the process. A passage is a durable write or a call to a target; each has a label, and a point
 * before and one after it. The engine's own points have a name and stand between passages.
 */
export interface FailPoints {
  named: (name: string) => void;
  writes: WriteWatch;
  calls: CallObserver;
}

interface FailPointOptions {
  /** Told of every point that is reached, in order. */
  reached: (point: PassagePoint) => void;
}

/** Labels are counted from the first passage on, so `#2` is the second one with that label. */
export function createFailPoints({ reached }: FailPointOptions): FailPoints {
  const passed = new Map<string, number>();
  const underWay = new WeakMap<UpstreamCall, () => void>();

  function pass(label: string): () => void {
    const count = (passed.get(label) ?? 0) + 1;
    passed.set(label, count);
    reached({ label, count, side: 'before' });
    return () => reached({ label, count, side: 'after' });
  }

  return {
    named: (name) => reached({ label: name, count: 1, side: null }),
    writes: (tables) => pass(`write ${tables.join('+')}`),
    calls: {
      before(call) {
        underWay.set(call, pass(`call ${call.system} ${call.label}`));
      },
      after(call) {
        underWay.get(call)?.();
      },
    },
  };
}

/** The process is gone at once, with nothing tidied up. */
export function die(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal ends every thread; until it is delivered, nothing more may happen here.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('A killed process went on.');
}
