import type { Page } from '@playwright/test';

/**
 * Replaces the event stream of a page: progress of the tasks that it is told, as many at a time and as often as it is
 * told, through the page's own reader. The console then has nothing to do but the page.
 */
const STREAM = `(() => {
  const plainFetch = globalThis.fetch;
  let send = () => undefined;
  globalThis.fetch = (input, init) => {
    if (!String(input).endsWith('/api/events')) return plainFetch(input, init);
    const encoder = new TextEncoder();
    const body = new ReadableStream({
      start(controller) { send = (text) => controller.enqueue(encoder.encode(text)); },
    });
    init?.signal?.addEventListener('abort', () => { send = () => undefined; });
    return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }));
  };
  let seq = 1_000_000;
  let round = 0;
  globalThis.moveRows = (ids, rows, everyMs) => setInterval(() => {
    round += 1;
    let text = '';
    for (let index = 0; index < rows; index += 1) {
      const subject = ids[(round * 7 + index) % Math.min(ids.length, rows * 2)];
      seq += 1;
      const data = { seq, at: new Date().toISOString(), type: 'task', subject, v: 1000 + round,
        data: { what: 'progress', state: 'running', failureKind: null, text: '', step: null,
          progress: { total: 100, completed: round % 100, message: null } } };
      text += 'id: ' + seq + '\\nevent: task\\ndata: ' + JSON.stringify(data) + '\\n\\n';
    }
    send(text);
  }, everyMs);
  const seen = (globalThis.eventTimings = []);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.interactionId > 0) seen.push([entry.interactionId, entry.duration]);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  globalThis.framesFor = (ms) => new Promise((resolve) => {
    const gaps = [];
    let last = performance.now();
    const end = last + ms;
    const step = (now) => {
      gaps.push(now - last);
      last = now;
      if (now < end) requestAnimationFrame(step); else resolve(gaps);
    };
    requestAnimationFrame(step);
  });
})()`;

/** Known to be bad: without it the list draws every row. */
const EVERY_ROW = 'delete globalThis.IntersectionObserver';

/** Prepares a page, before it goes anywhere. */
export async function prepareLiveList(
  page: Page,
  drawsEveryRow: boolean,
): Promise<void> {
  await page.addInitScript({ content: STREAM });
  if (drawsEveryRow) await page.addInitScript({ content: EVERY_ROW });
}

/** Opens the list of tasks and shows at least this many. */
export async function showTasks(page: Page, count: number): Promise<number> {
  await page.goto('/tasks');
  const more = page.getByRole('button', { name: 'Show more' });
  await more.waitFor();
  let shown = 0;
  const rows =
    'document.querySelector("[aria-rowcount]")?.getAttribute("aria-rowcount")';
  while (shown < count) {
    const before = shown;
    await page.evaluate(
      `[...document.querySelectorAll('.kw-list-more button')].at(-1)?.click()`,
    );
    await page
      .locator('.kw-list-more .pf-m-in-progress')
      .waitFor({ state: 'detached' });
    shown = Number(
      (await page.evaluate<string | null>(rows)) ??
        (await page.getByRole('row').count()),
    );
    if (shown <= before) await page.waitForTimeout(50);
  }
  return shown;
}

/** Lets so many rows change so often, from now on. */
export async function moveRows(
  page: Page,
  ids: readonly string[],
  rows: number,
  everyMs: number,
): Promise<void> {
  await page.evaluate(
    `void globalThis.moveRows(${JSON.stringify(ids)}, ${String(rows)}, ${String(everyMs)})`,
  );
}

/** Longest interactions of somebody who opens menus and types, milliseconds, slowest first. */
export async function interact(page: Page, times: number): Promise<number[]> {
  const appearance = page
    .getByRole('banner')
    .getByRole('button', { name: 'Appearance' });
  await page.evaluate('globalThis.eventTimings.length = 0');
  const search = page.getByRole('searchbox').first();
  for (let time = 0; time < times; time += 1) {
    await appearance.click();
    await page.waitForTimeout(120);
    await page.keyboard.press('Escape');
    await page.waitForTimeout(120);
    await search.click();
    await page.keyboard.type('k', { delay: 30 });
    await page.waitForTimeout(120);
    await page.keyboard.press('Backspace');
    await page.waitForTimeout(120);
  }
  await page.waitForTimeout(500);
  const timings = await page.evaluate<[number, number][]>(
    'globalThis.eventTimings',
  );
  const longest = new Map<number, number>();
  for (const [interaction, ms] of timings) {
    longest.set(interaction, Math.max(ms, longest.get(interaction) ?? 0));
  }
  return [...longest.values()].toSorted((a, b) => b - a);
}
