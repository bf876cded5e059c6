// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { followStream } from './follow-stream.ts';
import type { SseFrame } from './sse-parser.ts';

interface Attempt {
  status?: number;
  chunks?: string[];
  /** Stays open after its chunks. */
  isOpenEnded?: boolean;
}

/** A server that answers one attempt after the other, and stops the follower when it runs out of them. */
function serve(attempts: readonly Attempt[], stop: AbortController) {
  const asked: (string | null)[] = [];
  const fetchAttempt = (
    _url: unknown,
    init: RequestInit = {},
  ): Promise<Response> => {
    asked.push(new Headers(init.headers).get('Last-Event-ID'));
    const attempt = attempts[asked.length - 1];
    if (attempt === undefined) {
      stop.abort();
      return Promise.reject(new TypeError('no more attempts'));
    }
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of attempt.chunks ?? []) {
          controller.enqueue(new TextEncoder().encode(chunk));
        }
        if (attempt.isOpenEnded !== true) controller.close();
        init.signal?.addEventListener('abort', () => {
          if (attempt.isOpenEnded === true) {
            controller.error(new DOMException('aborted', 'AbortError'));
          }
        });
      },
    });
    return Promise.resolve(
      new Response(body, { status: attempt.status ?? 200 }),
    );
  };
  return { asked, fetchAttempt };
}

async function follow(
  attempts: readonly Attempt[],
  isStillSignedIn?: () => Promise<boolean>,
) {
  const stop = new AbortController();
  const { asked, fetchAttempt } = serve(attempts, stop);
  const frames: SseFrame[] = [];
  const said: string[] = [];
  let lastSeq: number | null = null;
  await followStream({
    url: '/api/events',
    fetch: fetchAttempt,
    signal: stop.signal,
    lastSeq: () => lastSeq,
    pauseMs: () => 0,
    silenceMs: 30,
    ...(isStillSignedIn === undefined ? {} : { isStillSignedIn }),
    onOpened: () => said.push('opened'),
    onHeard: () => undefined,
    onLost: () => said.push('lost'),
    onSignedOut: () => said.push('signed out'),
    onFrame: (frame) => {
      frames.push(frame);
      lastSeq = Number(frame.id);
    },
  });
  return { asked, frames, said };
}

describe('following the event stream', () => {
  it('reconnects after a lost connection and continues after the last event', async () => {
    const { asked, frames } = await follow([
      { chunks: ['id: 5\nevent: task\ndata: {}\n\n'] },
      { chunks: ['id: 6\nevent: task\ndata: {}\n\n'] },
    ]);
    expect(asked.slice(0, 2)).toEqual([null, '5']);
    expect(frames.map((frame) => frame.id)).toEqual(['5', '6']);
  });

  it('tries again after a refusal', async () => {
    const { said } = await follow([
      { status: 503 },
      { chunks: [': hello\n\n'] },
    ]);
    expect(said.slice(0, 3)).toEqual(['lost', 'opened', 'lost']);
  });

  it('takes silence for a dead connection', async () => {
    const { said, asked } = await follow([
      { chunks: [': hello\n\n'], isOpenEnded: true },
    ]);
    expect(said).toEqual(['opened', 'lost']);
    expect(asked).toHaveLength(2);
  });

  it('leaves at once when the server says goodbye', async () => {
    const { frames, asked } = await follow([
      {
        chunks: ['id: 3\nevent: task\ndata: {}\n\nevent: bye\ndata: {}\n\n'],
        isOpenEnded: true,
      },
    ]);
    expect(frames).toHaveLength(1);
    expect(asked[1]).toBe('3');
  });

  it('stops for good when nobody is signed in any more', async () => {
    const { said, asked } = await follow([{ status: 401 }, { chunks: [] }]);
    expect(said).toEqual(['signed out']);
    expect(asked).toHaveLength(1);
  });

  it('does not ask again for what the person may not read', async () => {
    const { said, asked } = await follow([{ status: 403 }, { chunks: [] }]);
    expect(said).toEqual(['lost']);
    expect(asked).toHaveLength(1);
  });

  it('goes on when only the session’s token has changed meanwhile', async () => {
    const { said } = await follow(
      [{ status: 401 }, { chunks: [': hello\n\n'] }],
      () => Promise.resolve(true),
    );
    expect(said.slice(0, 2)).toEqual(['lost', 'opened']);
  });
});
