/** A point in a step that a test waits for and lets go. */
export interface Gate {
  reached: Promise<void>;
  /** Called by the step: reports that it is here and waits until the test opens the gate or the signal aborts. */
  pass(signal?: AbortSignal): Promise<void>;
  open(): void;
}

export function createGate(): Gate {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    open: opened.resolve,
    async pass(signal) {
      reached.resolve();
      if (signal === undefined) return opened.promise;
      const aborted = Promise.withResolvers<never>();
      const onAbort = (): void => aborted.reject(new Error('aborted'));
      signal.addEventListener('abort', onAbort, { once: true });
      await Promise.race([opened.promise, aborted.promise]);
      signal.removeEventListener('abort', onAbort);
    },
  };
}
