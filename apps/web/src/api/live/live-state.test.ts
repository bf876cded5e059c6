import { describe, expect, it } from 'vitest';

import { aTaskEvent } from '../../testing/stream-events.ts';
import {
  INITIAL_LIVE_STATE,
  isNewEvent,
  missingSince,
  reduceLive,
  viewOf,
  type LiveInput,
  type LiveState,
} from './live-state.ts';

function after(
  inputs: readonly LiveInput[],
  from: LiveState = INITIAL_LIVE_STATE,
): LiveState {
  return inputs.reduce(reduceLive, from);
}

describe('where the stream stands', () => {
  it('is live once it has opened, and remembers the newest event for the next connect', () => {
    const state = after([
      { type: 'opened', atMs: 1_000 },
      { type: 'event', atMs: 2_000, event: aTaskEvent({ seq: 41 }) },
      { type: 'event', atMs: 3_000, event: aTaskEvent({ seq: 42 }) },
      { type: 'heard', atMs: 9_000 },
    ]);
    expect(state).toEqual({
      phase: 'live',
      lastSeq: 42,
      lastHeardMs: 9_000,
      lostMs: null,
    });
  });

  it('says reconnecting at first, then how old the last word is', () => {
    const state = after([
      { type: 'opened', atMs: 1_000 },
      { type: 'lost', atMs: 1_500 },
    ]);
    expect(viewOf(state, 3_000)).toEqual({ kind: 'reconnecting' });
    expect(viewOf(state, 13_000)).toEqual({ kind: 'paused', secondsAgo: 12 });
  });

  it('never says live after two missed heartbeats, even when nobody reported a loss', () => {
    const state = after([{ type: 'opened', atMs: 0 }]);
    expect(viewOf(state, 30_000)).toEqual({ kind: 'live' });
    expect(viewOf(state, 40_000)).toEqual({ kind: 'paused', secondsAgo: 40 });
  });

  it('is missing some seconds after a loss, or after two missed heartbeats, and not before', () => {
    const lost = after([
      { type: 'opened', atMs: 1_000 },
      { type: 'lost', atMs: 60_000 },
    ]);
    expect(missingSince(lost, 64_000)).toBeNull();
    expect(missingSince(lost, 66_000)).toBe(60_000);
    const silent = after([{ type: 'opened', atMs: 1_000 }]);
    expect(missingSince(silent, 35_000)).toBeNull();
    expect(missingSince(silent, 37_000)).toBe(1_000);
    expect(missingSince(after([{ type: 'lost', atMs: 10 }]), 6_000)).toBe(10);
    expect(missingSince(INITIAL_LIVE_STATE, 99_000)).toBeNull();
  });

  it('is live again after a reconnect and continues after the last event', () => {
    const state = after([
      { type: 'opened', atMs: 1 },
      { type: 'event', atMs: 2, event: aTaskEvent({ seq: 5 }) },
      { type: 'lost', atMs: 3 },
      { type: 'opened', atMs: 4 },
    ]);
    expect(state.phase).toBe('live');
    expect(state.lastSeq).toBe(5);
  });

  it('takes a replayed event for known', () => {
    const state = after([
      { type: 'event', atMs: 1, event: aTaskEvent({ seq: 9 }) },
    ]);
    expect(isNewEvent(state, aTaskEvent({ seq: 9 }))).toBe(false);
    expect(isNewEvent(state, aTaskEvent({ seq: 10 }))).toBe(true);
  });

  it('continues where a reset says', () => {
    const state = after([
      { type: 'event', atMs: 1, event: aTaskEvent({ seq: 9 }) },
      { type: 'reset', atMs: 2, seq: 900 },
    ]);
    expect(state.lastSeq).toBe(900);
  });

  it('takes over where another tab stands without going back', () => {
    const other: LiveState = {
      phase: 'live',
      lastSeq: 7,
      lastHeardMs: 50,
      lostMs: null,
    };
    expect(after([{ type: 'joined', atMs: 60, state: other }])).toEqual(other);
    expect(
      after([{ type: 'joined', atMs: 60, state: other }], {
        phase: 'live',
        lastSeq: 8,
        lastHeardMs: 55,
        lostMs: null,
      }).lastSeq,
    ).toBe(8);
  });
});
