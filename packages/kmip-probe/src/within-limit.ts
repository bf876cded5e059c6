/** A layer took longer than it may. */
export class LayerTimeout extends Error {
  override readonly name = 'LayerTimeout';
  readonly ms: number;

  constructor(ms: number) {
    super('The time of this layer is over.');
    this.ms = ms;
  }
}

/**
 * Runs `work` with a signal that ends it when `ms` have passed or the caller gives up. Rejects at that moment, whether
 * or not the work listens: the system's resolver, for one, cannot be stopped.
 *
 * @throws LayerTimeout, or the caller's reason
 */
export async function withinLimit<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const timer = setTimeout(() => own.abort(new LayerTimeout(ms)), ms);
  const signal =
    outer === undefined ? own.signal : AbortSignal.any([own.signal, outer]);
  let onAbort = (): void => undefined;
  const given = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(asError(signal.reason));
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
  try {
    return await Promise.race([given, work(signal)]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    given.catch(() => undefined);
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('Stopped.');
}
