import { useEffect, useState } from 'react';

/** One clock for each period, so that a table of fifty running durations is drawn once a second, not fifty times. */
const clocks = new Map<
  number,
  { readers: Set<(now: number) => void>; timer: ReturnType<typeof setInterval> }
>();

function read(everyMs: number, reader: (now: number) => void): () => void {
  const clock = clocks.get(everyMs) ?? start(everyMs);
  clock.readers.add(reader);
  return () => {
    clock.readers.delete(reader);
    if (clock.readers.size > 0) return;
    clearInterval(clock.timer);
    clocks.delete(everyMs);
  };
}

function start(everyMs: number) {
  const readers = new Set<(now: number) => void>();
  const timer = setInterval(() => {
    const now = Date.now();
    for (const reader of readers) reader(now);
  }, everyMs);
  const clock = { readers, timer };
  clocks.set(everyMs, clock);
  return clock;
}

/** The present time in milliseconds, renewed every `everyMs`. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => read(everyMs, setNow), [everyMs]);
  return now;
}
