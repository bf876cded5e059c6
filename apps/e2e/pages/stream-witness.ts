import type { Page } from '@playwright/test';

/** Listens beside the page: what its event stream brought, connection by connection. */
export interface StreamWitness {
  /** Sequence numbers of the events that the page received, in order of arrival. */
  heard(): Promise<number[]>;
  /** `Last-Event-ID` of each connection, null where the page named none. */
  continuedAfter(): Promise<(string | null)[]>;
}

/** Reads a copy of the stream's body; the page gets every byte unchanged. */
const SCRIPT = `(() => {
  const heard = [];
  const continuedAfter = [];
  globalThis.streamWitness = { heard, continuedAfter };
  const plainFetch = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await plainFetch(input, init);
    if (!String(input).endsWith('/api/events') || response.body === null) return response;
    continuedAfter.push(new Headers(init?.headers).get('Last-Event-ID'));
    const [mine, theirs] = response.body.tee();
    void (async () => {
      let rest = '';
      const decoder = new TextDecoder();
      const reader = mine.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        const frames = (rest + decoder.decode(value, { stream: true })).split('\\n\\n');
        rest = frames.pop();
        for (const frame of frames) {
          const id = /^id: (\\d+)$/m.exec(frame);
          if (id !== null && frame.includes('data:')) heard.push(Number(id[1]));
        }
      }
    })().catch(() => undefined);
    return new Response(theirs, { status: response.status, headers: response.headers });
  };
})();`;

/** Has to be called before the page goes anywhere. */
export async function witnessStream(page: Page): Promise<StreamWitness> {
  await page.addInitScript({ content: SCRIPT });
  return {
    heard: () => page.evaluate<number[]>('globalThis.streamWitness.heard'),
    continuedAfter: () =>
      page.evaluate<(string | null)[]>(
        'globalThis.streamWitness.continuedAfter',
      ),
  };
}
