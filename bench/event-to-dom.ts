import { chromium, expect, type Page, request } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

import { expectLive } from '../apps/e2e/pages/following.ts';
import { consoleApi, type ConsoleApi } from '../apps/e2e/people/console-api.ts';
import { comeIn } from '../apps/e2e/people/person.ts';
import { rememberSessions } from '../apps/e2e/people/signed-in.ts';
import { startProduct } from '../apps/e2e/product/start-product.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';
import { openStreamReader } from './measure/stream-reader.ts';

/** From progress at the target to the page: argument 1 how many other readers, argument 2 how many rounds. */
const READERS = Number(process.argv[2] ?? 1_000);
const ROUNDS = Number(process.argv[3] ?? 5);
/** All of it while a task is young, when its connection is looked at each half second. */
const TASK_SECONDS = 8;
const TICK_MS = 500;
const GOAL_MS = TICK_MS + 100;
const POLL_MS = 2_000;
const CLUSTER = 'domain-c21';
const SERVICE = '6f1c3a52-7a1e-4c0f-9d0e-0d4f7c2b1a02';

/** Notes each percentage that the page shows, when it first does. */
const WATCH = `(() => {
  const shown = (globalThis.progressShown = []);
  let newest = -1;
  const look = () => {
    for (const bar of document.querySelectorAll('[role=progressbar]')) {
      const percent = Number(bar.getAttribute('aria-valuenow'));
      if (percent > newest) shown.push({ percent: (newest = percent), atMs: Date.now() });
    }
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
})()`;

const sightings = z.array(z.object({ percent: z.number(), atMs: z.number() }));
const taskTimes = z.object({
  tasks: z.array(
    z.object({
      operation: z.string(),
      startsAtMs: z.number(),
      endsAtMs: z.number(),
    }),
  ),
});
type Sightings = z.infer<typeof sightings>;

/** How long each percent that the target reached took to be seen, in milliseconds; one that was skipped is seen with the next. */
function lags(
  seen: Sightings,
  { startsAtMs, endsAtMs }: { startsAtMs: number; endsAtMs: number },
): number[] {
  const reachedAt = (percent: number): number =>
    startsAtMs + ((endsAtMs - startsAtMs) * percent) / 100;
  // The first sight waits for the task to be known at all, the last is the task's end: neither is progress.
  return seen.slice(1).flatMap(({ percent, atMs }, index) => {
    const before = seen[index]?.percent ?? 0;
    return Array.from(
      { length: percent - before },
      (_, skipped) => atMs - reachedAt(before + skipped + 1),
    );
  });
}

/** What somebody sees who asks every two seconds. */
async function pollProgress(
  api: ConsoleApi,
  taskId: string,
  isOver: () => boolean,
): Promise<Sightings> {
  const seen: Sightings = [];
  while (!isOver()) {
    const { progress } = await api.task(taskId);
    const percent = progress === null ? -1 : progress.completed;
    if (percent > (seen.at(-1)?.percent ?? -1)) {
      seen.push({ percent, atMs: Date.now() });
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return seen;
}

const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-event-'));
const configFile = join(folder, 'config.json');
writeFileSync(configFile, JSON.stringify({ limits: { streams: 1_000 } }));
const product = await startProduct({
  taskSeconds: TASK_SECONDS,
  env: { KEYWARD_CONFIG_FILE: configFile },
});
const browser = await chromium.launch({
  executablePath: process.env['KEYWARD_CHROMIUM'] ?? '/usr/bin/chromium',
});
const signedIn = rememberSessions(request, product.url);
const apiOf = async (username: 'admin' | 'reviewer') =>
  consoleApi(
    await request.newContext({ storageState: await signedIn(username) }),
    product.url,
  );

/** One task from approval to end. @returns lags in the page and of who polls */
async function watchOne(page: Page, admin: ConsoleApi, reviewer: ConsoleApi) {
  await product.target('vc-work').reset();
  const { id } = await admin.submitted({
    operation: 'vcenter.configure-cluster-kms-service',
    on: 'vc-work',
    input: {
      cluster: CLUSTER,
      source: { type: 'SERVICE', service: SERVICE },
    },
    reason: 'Measured',
  });
  await page.goto(`/changes/${id}`);
  await expectLive(page);
  await page.evaluate(WATCH);
  expect((await reviewer.approve(id)).status()).toBe(200);
  await expect.poll(async () => (await admin.change(id)).taskId).not.toBeNull();
  const taskId = (await admin.change(id)).taskId ?? '';
  let isOver = false;
  const polled = pollProgress(admin, taskId, () => isOver);
  await expect
    .poll(async () => (await admin.change(id)).state, { timeout: 60_000 })
    .toBe('succeeded');
  isOver = true;
  const shown = sightings.parse(
    await page.evaluate('globalThis.progressShown'),
  );
  const { tasks } = taskTimes.parse(
    await product.target('vc-work').call('GET', '/task-times'),
  );
  // Looking at the target makes tasks, too.
  const times = tasks.findLast(({ operation }) =>
    operation.startsWith('create'),
  );
  if (times === undefined) throw new Error('The target knows of no task.');
  return { inPage: lags(shown, times), polled: lags(await polled, times) };
}

try {
  const [admin, reviewer] = [await apiOf('admin'), await apiOf('reviewer')];
  const watcher = await comeIn(browser, product, signedIn, 'reviewer2');
  const { cookies } = await signedIn('helpdesk');
  const cookie = cookies
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
  await watchOne(watcher.page, admin, reviewer);
  const ms: Record<'alone' | 'among' | 'polled', number[][]> = {
    alone: [],
    among: [],
    polled: [],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const alone = await watchOne(watcher.page, admin, reviewer);
    const others = await Promise.all(
      Array.from({ length: READERS }, () =>
        openStreamReader(product.port, { cookie }),
      ),
    );
    const among = await watchOne(watcher.page, admin, reviewer);
    for (const other of others) other.leave();
    ms.alone.push(alone.inPage);
    ms.among.push(among.inPage);
    ms.polled.push(among.polled);
  }
  const p95 = (values: readonly number[]): number => quantile(values, 0.95);
  const all = (name: keyof typeof ms): number => p95(ms[name].flat());
  const ratios = ms.among.map((values, index) => {
    return p95(values) / p95(ms.alone[index] ?? []);
  });
  const show = (value: number): string => `${value.toFixed(0)} ms`;
  await report({
    bench: 'event',
    says: `From each percent that a task reaches at its target to the progress bar in a browser, with ${String(READERS)} other readers of the event stream (${String(ROUNDS)} rounds by turns, ${String(ms.among.flat().length)} percents). Control: the same without the others. Known to be bad: asking the console every two seconds.`,
    figures: [
      { what: 'p95 without others (control)', value: show(all('alone')) },
      {
        what: `p95 with ${String(READERS)} others`,
        value: `${show(all('among'))}, p50 ${show(quantile(ms.among.flat(), 0.5))}`,
        goal: `≤ tick of ${String(TICK_MS)} ms + 100 ms`,
        isMet: all('among') <= GOAL_MS,
      },
      { what: 'with others / without', value: ratioText(ratios) },
      {
        what: 'p95 of who asks every two seconds (known to be bad)',
        value: show(all('polled')),
      },
    ],
  });
  await watcher.context.close();
} finally {
  await browser.close();
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
}
