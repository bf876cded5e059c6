/**
 * Runs `work` for a key at once, then at most once every `everyMs` while more requests come in; the last request
 * is never lost. A thousand running tasks so cost a page one read per period, not one per event.
 */
export function createCoalescer(
  everyMs: number,
  work: (key: string) => void,
): { request: (key: string) => void; stop: () => void } {
  const waiting = new Map<
    string,
    { timer: ReturnType<typeof setTimeout>; again: boolean }
  >();

  function run(key: string): void {
    work(key);
    const timer = setTimeout(() => {
      const again = waiting.get(key)?.again === true;
      waiting.delete(key);
      if (again) run(key);
    }, everyMs);
    waiting.set(key, { timer, again: false });
  }

  return {
    request(key) {
      const current = waiting.get(key);
      if (current === undefined) run(key);
      else current.again = true;
    },
    stop() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
