import type { QueryClient, QueryKey } from '@tanstack/react-query';

import { isStillSignedIn, routeUrl } from '../../api/call-route.ts';
import { noteAnswer } from '../../api/last-answer.ts';
import type { StreamEvent } from '@keyward/contract';

import { applyEvents } from '../../api/live/apply-event.ts';
import { batchFrames } from '../../api/live/batch-frames.ts';
import { createCoalescer } from '../../api/live/coalesce.ts';
import {
  INITIAL_LIVE_STATE,
  missingSince,
  type LiveInput,
  type LiveState,
} from '../../api/live/live-state.ts';
import { renew } from '../../api/live/renew-lists.ts';
import { shareStream } from '../../api/live/share-stream.ts';
import { announcementOf } from './announcement.ts';

const REFETCH_EVERY_MS = 1_000;

export interface LiveSnapshot {
  state: LiveState;
  /** Newest sentence for the live region; two equal ones are two objects. */
  announcement: { text: string } | null;
}

export interface LiveStore {
  subscribe: (listener: () => void) => () => void;
  getSnapshot: () => LiveSnapshot;
  /** Says something in the page’s live region that no event says. */
  announce: (text: string) => void;
  /**
   * Follows the stream for one person until the returned function is called. `after` is the number of the newest event
   * before the page read anything.
   */
  start: (
    personId: string,
    after: number | null,
    onSignedOut: () => void,
  ) => () => void;
}

interface Heard {
  /** Null for a heartbeat. */
  event: StreamEvent | null;
  /** Where the stream stands after it. */
  state: LiveState;
}

function newestAnnouncement(
  events: readonly StreamEvent[],
): LiveSnapshot['announcement'] {
  for (const event of events.toReversed()) {
    const text = announcementOf(event);
    if (text !== null) return { text };
  }
  return null;
}

/** Joins the stream to the query cache and to the pieces of the shell that show it. */
export function createLiveStore(queryClient: QueryClient): LiveStore {
  const listeners = new Set<() => void>();
  let snapshot: LiveSnapshot = {
    state: INITIAL_LIVE_STATE,
    announcement: null,
  };

  const refetchEverything = (): void => {
    void queryClient.invalidateQueries({
      predicate: (query) => query.queryKey[0] !== 'session',
    });
  };
  const publish = (next: Partial<LiveSnapshot>): void => {
    snapshot = { ...snapshot, ...next };
    for (const listener of listeners) listener();
  };

  return {
    announce: (text) => {
      publish({ announcement: { text } });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    start(personId, after, onSignedOut) {
      const controller = new AbortController();
      const coalescer = createCoalescer(REFETCH_EVERY_MS, (key) => {
        renew(queryClient, JSON.parse(key) as QueryKey); // Made by JSON.stringify of a key below.
      });
      const batch = batchFrames<Heard>((heard) => {
        const events = heard.flatMap(({ event }) => event ?? []);
        applyEvents(queryClient, events, (key) => {
          coalescer.request(JSON.stringify(key));
        });
        const announcement = newestAnnouncement(events);
        const state = heard.at(-1)?.state;
        publish({
          ...(state === undefined ? {} : { state }),
          ...(announcement === null ? {} : { announcement }),
        });
      });
      const onInput = (input: LiveInput, state: LiveState): void => {
        if (input.type === 'event' || input.type === 'heard') {
          const event = input.type === 'event' ? input.event : null;
          batch.add({ event, state });
          return;
        }
        const wasMissing = missingSince(snapshot.state, Date.now()) !== null;
        // In the order they came in.
        batch.flush();
        if (
          input.type === 'reset' ||
          (input.type === 'opened' && (state.lastSeq === null || wasMissing)) ||
          (input.type === 'joined' && state.lastSeq !== after)
        ) {
          // Without a place to continue from, an event may have been missed between a read and the stream; and after a
          // while without the console, what failed or has no events wants to be read again.
          refetchEverything();
        }
        if (input.type === 'opened') noteAnswer();
        publish({ state });
      };
      shareStream({
        personId,
        after,
        url: routeUrl('streamEvents'),
        signal: controller.signal,
        onInput,
        onSignedOut,
        isStillSignedIn,
      });
      return () => {
        controller.abort();
        batch.stop();
        coalescer.stop();
        snapshot = { state: INITIAL_LIVE_STATE, announcement: null };
      };
    },
  };
}
