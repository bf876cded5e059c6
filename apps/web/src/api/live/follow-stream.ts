import { createSseParser, type SseFrame } from './sse-parser.ts';

interface StreamHandlers {
  onOpened: () => void;
  /** Any byte, a heartbeat too. */
  onHeard: () => void;
  onFrame: (frame: SseFrame) => void;
  onLost: () => void;
  onSignedOut: () => void;
  /** Asked when a connection is refused for want of a session: its token may just have changed in another tab. */
  isStillSignedIn?: () => Promise<boolean>;
}

export interface StreamOptions extends StreamHandlers {
  url: string;
  /** Sequence after which to continue; asked before every connect. */
  lastSeq: () => number | null;
  signal: AbortSignal;
  fetch?: typeof fetch;
  /** Pause before try number `failures + 1`, in milliseconds. */
  pauseMs?: (failures: number) => number;
  /** Silence after which the connection counts as dead, in milliseconds. */
  silenceMs?: number;
}

const SILENCE_MS = 40_000;

/** Half a second at first, doubling to ten, each with up to half more so that many browsers do not come at once. */
function defaultPauseMs(failures: number): number {
  return (
    Math.min(10_000, 500 * 2 ** Math.min(failures, 5)) * (1 + Math.random() / 2)
  );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

async function readBody(
  body: ReadableStream<Uint8Array>,
  options: StreamOptions,
  keepAlive: () => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parser = createSseParser();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    keepAlive();
    options.onHeard();
    for (const frame of parser.push(decoder.decode(value, { stream: true }))) {
      if (frame.event === 'bye') {
        await reader.cancel();
        return;
      }
      options.onFrame(frame);
    }
  }
}

/** What a console that has too many streams of this person asks for. */
function secondsToWait({ headers }: Response): number {
  const seconds = Number(headers.get('retry-after') ?? '');
  return Number.isInteger(seconds) && seconds > 0 ? seconds : 10;
}

/** One connection, from its request to its end. @returns whether the server let us in, or the seconds to wait. */
async function connectOnce(
  options: StreamOptions,
): Promise<'ended' | 'refused' | 'forbidden' | 'signed-out' | number> {
  const attempt = new AbortController();
  const abort = (): void => {
    attempt.abort();
  };
  let watchdog = setTimeout(abort, options.silenceMs ?? SILENCE_MS);
  const keepAlive = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(abort, options.silenceMs ?? SILENCE_MS);
  };
  options.signal.addEventListener('abort', abort);
  try {
    const seq = options.lastSeq();
    const headers: Record<string, string> = { Accept: 'text/event-stream' };
    if (seq !== null) headers['Last-Event-ID'] = String(seq);
    const response = await (options.fetch ?? fetch)(options.url, {
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: attempt.signal,
    });
    if (response.status === 401) return 'signed-out';
    if (response.status === 403) return 'forbidden';
    if (response.status === 429) return secondsToWait(response);
    if (!response.ok || response.body === null) return 'refused';
    options.onOpened();
    await readBody(response.body, options, keepAlive);
    return 'ended';
  } catch {
    return 'refused';
  } finally {
    clearTimeout(watchdog);
    options.signal.removeEventListener('abort', abort);
  }
}

/** Follows the event stream until `signal` aborts: reconnects with growing pauses and continues after the last event. */
export async function followStream(options: StreamOptions): Promise<void> {
  const pauseMs = options.pauseMs ?? defaultPauseMs;
  let failures = 0;
  while (!options.signal.aborted) {
    const outcome = await connectOnce(options);
    if (options.signal.aborted) return;
    if (
      outcome === 'signed-out' &&
      (await options.isStillSignedIn?.()) !== true
    ) {
      options.onSignedOut();
      return;
    }
    failures = outcome === 'ended' ? 0 : failures + 1;
    options.onLost();
    // Asking again would change nothing: another role comes with another session.
    if (outcome === 'forbidden') return;
    const waitMs = typeof outcome === 'number' ? outcome * 1000 : 0;
    await pause(Math.max(waitMs, pauseMs(failures)), options.signal);
  }
}
