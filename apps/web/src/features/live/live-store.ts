import type { QueryClient, QueryKey } from '@tanstack/react-query';

import { isStillSignedIn, routeUrl } from '../../api/call-route.ts';
import { applyEvent } from '../../api/live/apply-event.ts';
import { createCoalescer } from '../../api/live/coalesce.ts';
import {
  INITIAL_LIVE_STATE,
  type LiveInput,
  type LiveState,
} from '../../api/live/live-state.ts';
import { shareStream } from '../../api/live/share-stream.ts';
import { announcementOf } from './announcement.ts';

const REFETCH_EVERY_MS = 1_000;

export interface LiveSnapshot {
  state: LiveState;
  /** Newest sentence for the live region; `seq` tells two equal sentences apart. */
  announcement: { seq: number; text: string } | null;
}

export interface LiveStore {
  subscribe: (listener: () => void) => () => void;
  getSnapshot: () => LiveSnapshot;
  /** Follows the stream for one person until the returned function is called. */
  start: (personId: string, onSignedOut: () => void) => () => void;
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

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSnapshot: () => snapshot,
    start(personId, onSignedOut) {
      const controller = new AbortController();
      const coalescer = createCoalescer(REFETCH_EVERY_MS, (key) => {
        void queryClient.invalidateQueries({
          queryKey: JSON.parse(key) as QueryKey,
        }); // Made by JSON.stringify of a key below.
      });
      let hasOpened = false;
      const onInput = (input: LiveInput, state: LiveState): void => {
        let { announcement } = snapshot;
        if (input.type === 'event') {
          applyEvent(queryClient, input.event, (key) => {
            coalescer.request(JSON.stringify(key));
          });
          const text = announcementOf(input.event);
          if (text !== null) announcement = { seq: input.event.seq, text };
        } else if (
          input.type === 'reset' ||
          (input.type === 'opened' && (!hasOpened || state.lastSeq === null))
        ) {
          // Without a place to continue from, an event may have been missed between a read and the stream.
          refetchEverything();
        }
        if (input.type === 'opened') hasOpened = true;
        snapshot = { state, announcement };
        for (const listener of listeners) listener();
      };
      shareStream({
        personId,
        url: routeUrl('streamEvents'),
        signal: controller.signal,
        onInput,
        onSignedOut,
        isStillSignedIn,
      });
      return () => {
        controller.abort();
        coalescer.stop();
        snapshot = { state: INITIAL_LIVE_STATE, announcement: null };
      };
    },
  };
}
