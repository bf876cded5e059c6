import { followStream } from './follow-stream.ts';
import {
  INITIAL_LIVE_STATE,
  isNewEvent,
  reduceLive,
  type LiveInput,
  type LiveState,
} from './live-state.ts';
import { readEvent } from './read-event.ts';

type Message = LiveInput | { type: 'hello' } | { type: 'signed-out' };

export interface SharedStreamOptions {
  /** Number of the newest event before anything was read; null when it is not known. */
  after: number | null;
  /** One stream per person and browser. */
  personId: string;
  url: string;
  signal: AbortSignal;
  /** Runs once per input that is news to this tab, with the state after it. */
  onInput: (input: LiveInput, state: LiveState) => void;
  onSignedOut: () => void;
  isStillSignedIn?: () => Promise<boolean>;
  fetch?: typeof fetch;
}

/**
 * One event stream for all tabs of a browser: the tab that holds a Web Lock reads it and tells the others over a
 * BroadcastChannel; when it closes, the next one continues after the last event it was told. Where either is
 * missing, each tab has its own stream.
 */
export function shareStream(options: SharedStreamOptions): void {
  const { signal } = options;
  const name = `keyward-live-${options.personId}`;
  const channel =
    'BroadcastChannel' in globalThis ? new BroadcastChannel(name) : null;
  let state: LiveState = { ...INITIAL_LIVE_STATE, lastSeq: options.after };
  let isLeader = false;

  const tell = (message: Message): void => {
    if (isLeader && !signal.aborted) channel?.postMessage(message);
  };
  const take = (input: LiveInput): void => {
    if (
      signal.aborted ||
      (input.type === 'event' && !isNewEvent(state, input.event))
    ) {
      return;
    }
    state = reduceLive(state, input);
    options.onInput(input, state);
    tell(input);
  };

  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.type === 'hello') {
      tell({ type: 'joined', atMs: Date.now(), state });
    } else if (data.type === 'signed-out') options.onSignedOut();
    else if (
      !isLeader &&
      (data.type !== 'joined' || state.phase === 'connecting')
    ) {
      take(data);
    }
  });

  const lead = async (): Promise<void> => {
    isLeader = true;
    await followStream({
      url: options.url,
      signal,
      lastSeq: () => state.lastSeq,
      ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
      ...(options.isStillSignedIn === undefined
        ? {}
        : { isStillSignedIn: options.isStillSignedIn }),
      onOpened: () => {
        take({ type: 'opened', atMs: Date.now() });
      },
      onHeard: () => {
        take({ type: 'heard', atMs: Date.now() });
      },
      onLost: () => {
        take({ type: 'lost', atMs: Date.now() });
      },
      onFrame: (frame) => {
        const atMs = Date.now();
        if (frame.event === 'reset') {
          const seq = frame.id === null ? Number.NaN : Number(frame.id);
          take({
            type: 'reset',
            atMs,
            seq: Number.isSafeInteger(seq) ? seq : null,
          });
          return;
        }
        const event = readEvent(frame.data);
        if (event !== null) take({ type: 'event', atMs, event });
      },
      onSignedOut: () => {
        tell({ type: 'signed-out' });
        options.onSignedOut();
      },
    });
  };

  signal.addEventListener('abort', () => {
    channel?.close();
  });
  if (channel === null || !('locks' in navigator)) {
    void lead();
    return;
  }
  channel.postMessage({ type: 'hello' } satisfies Message);
  // Rejects only when the wait for the lock is aborted, which is how a tab leaves.
  void navigator.locks.request(name, { signal }, lead).catch(() => undefined);
}
