import type { StreamEvent } from '@keyward/contract';

/** What the stream, or the tab that holds it, reports. `atMs` is this browser's clock. */
export type LiveInput =
  | { type: 'opened'; atMs: number }
  | { type: 'heard'; atMs: number }
  | { type: 'event'; atMs: number; event: StreamEvent }
  /** The server cannot replay from where we were: everything must be read afresh. */
  | { type: 'reset'; atMs: number; seq: number | null }
  | { type: 'lost'; atMs: number }
  /** Where another tab's stream stands, for a tab that opens later. */
  | { type: 'joined'; atMs: number; state: LiveState };

export interface LiveState {
  phase: 'connecting' | 'live' | 'lost';
  /** Sequence of the newest event taken in; replay continues after it. */
  lastSeq: number | null;
  /** When anything, heartbeats included, was last heard. */
  lastHeardMs: number | null;
  /** When the connection was lost that is still missing. */
  lostMs: number | null;
}

export const INITIAL_LIVE_STATE: LiveState = {
  phase: 'connecting',
  lastSeq: null,
  lastHeardMs: null,
  lostMs: null,
};

/** Whether an event is new to this tab; a replay after a reconnect may bring known ones again. */
export function isNewEvent(state: LiveState, event: StreamEvent): boolean {
  return state.lastSeq === null || event.seq > state.lastSeq;
}

/** Where the stream stands after one input. Pure. */
export function reduceLive(state: LiveState, input: LiveInput): LiveState {
  switch (input.type) {
    case 'opened':
    case 'heard':
      return {
        ...state,
        phase: 'live',
        lastHeardMs: input.atMs,
        lostMs: null,
      };
    case 'event':
      return {
        phase: 'live',
        lastHeardMs: input.atMs,
        lostMs: null,
        lastSeq: Math.max(state.lastSeq ?? 0, input.event.seq),
      };
    case 'reset':
      return {
        phase: 'live',
        lastHeardMs: input.atMs,
        lostMs: null,
        lastSeq: input.seq ?? state.lastSeq,
      };
    case 'lost':
      return state.phase === 'lost'
        ? state
        : { ...state, phase: 'lost', lostMs: input.atMs };
    case 'joined':
      return {
        ...input.state,
        lastSeq: Math.max(state.lastSeq ?? 0, input.state.lastSeq ?? 0) || null,
      };
  }
}

/** The server sends a heartbeat every 15 s; after two missed ones nothing can be called live. */
const SILENCE_MS = 35_000;
const PATIENCE_MS = 5_000;

export type LiveView =
  | { kind: 'connecting' | 'live' | 'reconnecting' }
  | { kind: 'paused'; secondsAgo: number };

/** Since when, in ms, nothing has been heard for so long that a person should know; null while all is well. */
export function missingSince(
  { phase, lastHeardMs, lostMs }: LiveState,
  nowMs: number,
): number | null {
  const sinceMs =
    phase === 'lost' ? (lostMs ?? lastHeardMs) : (lastHeardMs ?? nowMs);
  if (sinceMs === null) return null;
  const patienceMs = phase === 'lost' ? PATIENCE_MS : SILENCE_MS;
  return nowMs - sinceMs >= patienceMs ? sinceMs : null;
}

/** What a person is told about the stream at a moment. */
export function viewOf(state: LiveState, nowMs: number): LiveView {
  const silentMs =
    state.lastHeardMs === null ? null : nowMs - state.lastHeardMs;
  if (silentMs === null) {
    return { kind: state.phase === 'lost' ? 'reconnecting' : 'connecting' };
  }
  if (state.phase === 'live' && silentMs < SILENCE_MS) return { kind: 'live' };
  if (state.phase === 'lost' && silentMs < PATIENCE_MS) {
    return { kind: 'reconnecting' };
  }
  return {
    kind: 'paused',
    secondsAgo: Math.max(0, Math.round(silentMs / 1000)),
  };
}
