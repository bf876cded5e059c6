import type { BrowserContext, Page } from '@playwright/test';

/** What a browser still has, by where: each place may hold no secret. */
export type Residue = ReadonlyMap<string, string>;

/** Everything that went over the wire, for as long as it is listened to. */
export interface WireTap {
  urls: string[];
  requestHeaders: string[];
  answers: string[];
  /** Bodies of requests by the path that they were sent to. */
  sent: { path: string; body: string }[];
  said: string[];
  /** Resolves when every answer so far was read. */
  settled(): Promise<unknown>;
}

export function tapWire(page: Page): WireTap {
  const urls: string[] = [];
  const requestHeaders: string[] = [];
  const answers: string[] = [];
  const sent: WireTap['sent'] = [];
  const said: string[] = [];
  const reading: Promise<unknown>[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('request', (request) => {
    urls.push(request.url());
    requestHeaders.push(JSON.stringify(request.headers()));
    const body = request.postData();
    if (body !== null) {
      sent.push({ path: new URL(request.url()).pathname, body });
    }
  });
  page.on('response', (response) => {
    answers.push(JSON.stringify(response.headers()));
    if (response.url().endsWith('/api/events')) return;
    reading.push(
      response
        .text()
        .then((text) => void answers.push(text))
        // An answer without a body, or one whose page is gone.
        .catch(() => undefined),
    );
  });
  return {
    urls,
    requestHeaders,
    answers,
    sent,
    said,
    settled: () => Promise.all(reading),
  };
}

/** Runs in the page. Everything is text in the end, so that one search does for all of it. */
const IN_PAGE = `(async () => {
    const databases = await indexedDB.databases();
    const stored = [];
    for (const { name = '' } of databases) {
      const opened = await new Promise((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(new Error(name));
      });
      for (const store of opened.objectStoreNames) {
        stored.push(
          await new Promise((resolve, reject) => {
            const asked = opened.transaction(store).objectStore(store).getAll();
            asked.onsuccess = () => resolve(asked.result);
            asked.onerror = () => reject(new Error(store));
          }),
        );
      }
      opened.close();
    }
    const cached = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        cached.push(request.url);
        cached.push((await (await cache.match(request))?.text()) ?? '');
      }
    }
    const fields = [...document.querySelectorAll('input, textarea, select')];
    return {
      'document text': document.documentElement.outerHTML,
      'values of fields': fields
        .map((field) => ('value' in field ? String(field.value) : ''))
        .join('\\n'),
      address: [location.href, document.referrer, document.title].join(' '),
      'state of the history': JSON.stringify(history.state),
      'name of the window': window.name,
      'local storage': JSON.stringify(Object.entries(localStorage)),
      'session storage': JSON.stringify(Object.entries(sessionStorage)),
      'indexed databases': JSON.stringify([databases, stored]),
      caches: cached.join('\\n'),
      'timings of requests': performance
        .getEntries()
        .map(({ name }) => name)
        .join('\\n'),
    };
})()`;

function isTexts(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((each) => typeof each === 'string')
  );
}

/** All that stays in the page and in the browser's storage. */
export async function readResidue(
  page: Page,
  context: BrowserContext,
  wire: WireTap,
): Promise<Residue> {
  await wire.settled();
  const inPage: unknown = await page.evaluate(IN_PAGE);
  if (!isTexts(inPage)) throw new Error('The page told nothing.');
  return new Map([
    ...Object.entries(inPage),
    ['cookies', JSON.stringify(await context.cookies())],
    ['addresses of requests', wire.urls.join('\n')],
    ['headers of requests', wire.requestHeaders.join('\n')],
    ['answers', wire.answers.join('\n')],
    ['console', wire.said.join('\n')],
  ]);
}

/** The spellings in which a page or an answer could hold a secret. */
export function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const aligned = [0, 1, 2].flatMap((before) => {
    const all = Buffer.concat([Buffer.alloc(before), bytes]);
    return (['base64', 'base64url'] as const).map((encoding) =>
      all
        .toString(encoding)
        .slice(Math.ceil((before * 8) / 6), Math.floor((all.length * 8) / 6)),
    );
  });
  const lines = secret
    .split('\n')
    .filter((line) => line.length >= 40 && !line.includes('-----'));
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('hex'),
    [...secret].join('\u0000'),
    ...aligned,
    // Only the first holds nothing of the public half.
    ...lines.slice(0, 1),
  ];
}

/** Where a secret stands, by its number. */
export function residueOf(
  secrets: readonly string[],
  residue: Residue,
): string[] {
  return [...residue].flatMap(([place, text]) =>
    secrets.flatMap((secret, number) =>
      spellings(secret).some((each) => text.includes(each))
        ? [`secret ${String(number)} in ${place}`]
        : [],
    ),
  );
}
