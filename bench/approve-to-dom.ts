import { chromium, expect, type Page, request } from '@playwright/test';
import { randomBytes, randomUUID } from 'node:crypto';

import { changePage } from '../apps/e2e/pages/change-page.ts';
import { expectLive } from '../apps/e2e/pages/following.ts';
import { consoleApi, type ConsoleApi } from '../apps/e2e/people/console-api.ts';
import { comeIn } from '../apps/e2e/people/person.ts';
import { rememberSessions } from '../apps/e2e/people/signed-in.ts';
import { startProduct } from '../apps/e2e/product/start-product.ts';
import { pairedRatio, quantile } from './measure/quantiles.ts';

const RUNS = 20;
const WARM_UP_RUNS = 2;
const GOAL_MS = 500;

/** Notes, by the page's own clock, the click and the first sign of the running task in the document. */
const WATCH = `(() => {
  const watch = { clickedMs: null, shownMs: null };
  globalThis.approveWatch = watch;
  document.addEventListener('click', (event) => {
    if (event.target.closest('button')?.textContent.trim() === 'Approve') watch.clickedMs ??= performance.now();
  }, { capture: true });
  const observer = new MutationObserver(() => {
    if (watch.clickedMs === null) return;
    const task = [...document.querySelectorAll('section')].find((each) => each.querySelector('h2')?.textContent.startsWith('Task TSK-'));
    if (task === undefined || !/Running|Succeeded/.test(task.textContent)) return;
    watch.shownMs = performance.now();
    observer.disconnect();
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
})()`;

async function newChange(admin: ConsoleApi): Promise<string> {
  const change = await admin.submitted({
    operation: 'esx.create-native-provider',
    on: 'esx-01',
    input: {
      provider: `bench-${randomBytes(4).toString('hex')}`,
      keyId: randomUUID(),
      keyDerivationKey: randomBytes(32).toString('base64'),
    },
    reason: 'Measured',
  });
  return change.id;
}

/** Milliseconds from the click to the task's first progress in the reviewer's document. */
async function approveInPage(page: Page, id: string): Promise<number> {
  await page.goto(`/changes/${id}`);
  await expectLive(page);
  await page.evaluate(WATCH);
  await changePage(page).approveAfterReading();
  await expect
    .poll(() => page.evaluate('globalThis.approveWatch.shownMs'))
    .not.toBeNull();
  return page.evaluate<number>(
    'globalThis.approveWatch.shownMs - globalThis.approveWatch.clickedMs',
  );
}

/** Milliseconds of the approving request alone, with the digest known. */
async function approveByRequest(
  reviewer: ConsoleApi,
  id: string,
): Promise<number> {
  const change = await reviewer.change(id);
  if (change.detail !== 'full') throw new Error('A reviewer sees the digest.');
  const begin = performance.now();
  const answer = await reviewer.post(`/api/changes/${id}/approve`, {
    digest: change.digest,
  });
  const tookMs = performance.now() - begin;
  if (!answer.ok()) throw new Error(await answer.text());
  return tookMs;
}

async function untilDone(api: ConsoleApi, id: string): Promise<void> {
  while ((await api.change(id)).state !== 'succeeded') {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const product = await startProduct();
const browser = await chromium.launch({
  executablePath: process.env['KEYWARD_CHROMIUM'] ?? '/usr/bin/chromium',
});
try {
  const signedIn = rememberSessions(request, product.url);
  const adminContext = await request.newContext({
    storageState: await signedIn('admin'),
  });
  const admin = consoleApi(adminContext, product.url);
  const reviewer = await comeIn(browser, product, signedIn, 'reviewer');
  const inPage: number[] = [];
  const byRequest: number[] = [];
  for (let run = 0; run < WARM_UP_RUNS + RUNS; run += 1) {
    const first = await newChange(admin);
    const requestMs = await approveByRequest(reviewer.api, first);
    await untilDone(admin, first);
    const second = await newChange(admin);
    const pageMs = await approveInPage(reviewer.page, second);
    await untilDone(admin, second);
    if (run < WARM_UP_RUNS) continue;
    byRequest.push(requestMs);
    inPage.push(pageMs);
  }
  const line = (name: string, values: readonly number[]): void => {
    console.log(
      `${name.padEnd(44)} p50 ${quantile(values, 0.5).toFixed(0).padStart(4)} ms   p95 ${quantile(values, 0.95).toFixed(0).padStart(4)} ms   max ${Math.max(
        ...values,
      )
        .toFixed(0)
        .padStart(4)} ms`,
    );
  };
  console.log(`${String(RUNS)} runs, each with its control before it`);
  line('approving request alone (control)', byRequest);
  line('click to first progress in the document', inPage);
  const p95 = quantile(inPage, 0.95);
  console.log(
    `ratio to the control, median of pairs: ${pairedRatio(inPage, byRequest).toFixed(2)}`,
  );
  console.log(
    `ratio of p95 to the goal of ${String(GOAL_MS)} ms: ${(p95 / GOAL_MS).toFixed(2)}`,
  );
  process.exitCode = p95 <= GOAL_MS ? 0 : 1;
  await reviewer.context.close();
  await adminContext.dispose();
} finally {
  await browser.close();
  await product.stop();
}
