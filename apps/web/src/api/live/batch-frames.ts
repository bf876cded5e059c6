/** A hidden page draws no frames; its title and its other tabs are told all the same. */
const AT_LATEST_MS = 250;

/**
 * Collects what comes in and hands it over once per drawn frame, so that a thousand events a second cost the page sixty
 * updates and not a thousand.
 */
export function batchFrames<T>(work: (items: readonly T[]) => void): {
  add: (item: T) => void;
  /** Hands over what has come in, now. */
  flush: () => void;
  stop: () => void;
} {
  let items: T[] = [];
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const rest = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    timer = undefined;
  };
  const flush = (): void => {
    rest();
    const taken = items;
    items = [];
    if (taken.length > 0) work(taken);
  };
  return {
    add(item) {
      items.push(item);
      if (timer !== undefined) return;
      timer = setTimeout(flush, AT_LATEST_MS);
      frame = requestAnimationFrame(flush);
    },
    flush,
    stop() {
      rest();
      items = [];
    },
  };
}
