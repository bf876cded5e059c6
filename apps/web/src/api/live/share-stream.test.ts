// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest';

import { aTaskEvent } from '../../testing/stream-events.ts';
import type { LiveState } from './live-state.ts';
import { shareStream } from './share-stream.ts';

const open: AbortController[] = [];

afterEach(() => {
  for (const tab of open.splice(0)) tab.abort();
});

/** A stream the test writes to; counts who connected and from where. */
function stream() {
  const connects: (string | null)[] = [];
  let writer: ReadableStreamDefaultController<Uint8Array> | null = null;
  const fetchStream = (
    _url: unknown,
    init: RequestInit = {},
  ): Promise<Response> => {
    connects.push(new Headers(init.headers).get('Last-Event-ID'));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        writer = controller;
        init.signal?.addEventListener('abort', () => {
          controller.error(new DOMException('aborted', 'AbortError'));
        });
      },
    });
    return Promise.resolve(new Response(body));
  };
  const send = (seq: number): void => {
    const frame = `id: ${String(seq)}\nevent: task\ndata: ${JSON.stringify(aTaskEvent({ seq, v: seq }))}\n\n`;
    writer?.enqueue(new TextEncoder().encode(frame));
  };
  return { connects, fetchStream, send };
}

function openTab(personId: string, fetchStream: typeof fetch) {
  const controller = new AbortController();
  open.push(controller);
  const seen: number[] = [];
  let state: LiveState | null = null;
  shareStream({
    personId,
    after: null,
    url: '/api/events',
    signal: controller.signal,
    fetch: fetchStream,
    onSignedOut: () => undefined,
    onInput: (input, next) => {
      state = next;
      if (input.type === 'event') seen.push(input.event.seq);
    },
  });
  return {
    seen,
    phase: () => state?.phase ?? 'connecting',
    close: () => {
      controller.abort();
    },
  };
}

describe('one stream for the tabs of a browser', () => {
  it('is read by one tab and heard by all', async () => {
    const { connects, fetchStream, send } = stream();
    const first = openTab('p1', fetchStream);
    await vi.waitFor(() => {
      expect(first.phase()).toBe('live');
    });
    const second = openTab('p1', fetchStream);
    await vi.waitFor(() => {
      expect(second.phase()).toBe('live');
    });
    send(1);
    await vi.waitFor(() => {
      expect([first.seen, second.seen]).toEqual([[1], [1]]);
    });
    expect(connects).toHaveLength(1);
  });

  it('passes to the next tab when the reading one closes, without a gap', async () => {
    const { connects, fetchStream, send } = stream();
    const first = openTab('p2', fetchStream);
    await vi.waitFor(() => {
      expect(first.phase()).toBe('live');
    });
    const second = openTab('p2', fetchStream);
    send(7);
    await vi.waitFor(() => {
      expect(second.seen).toEqual([7]);
    });
    first.close();
    await vi.waitFor(() => {
      expect(connects).toEqual([null, '7']);
    });
    send(8);
    await vi.waitFor(() => {
      expect(second.seen).toEqual([7, 8]);
    });
  });

  it('is not shared between two people', async () => {
    const { connects, fetchStream } = stream();
    openTab('p3', fetchStream);
    openTab('p4', fetchStream);
    await vi.waitFor(() => {
      expect(connects).toHaveLength(2);
    });
  });
});
