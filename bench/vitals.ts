import { chromium, request, type Browser } from '@playwright/test';
import { connectDatabase } from '@keyward/database';

import {
  rememberSessions,
  type SignedIn,
} from '../apps/e2e/people/signed-in.ts';
import { embeddedUrl } from '../apps/e2e/product/database.ts';
import {
  startProduct,
  type Product,
} from '../apps/e2e/product/start-product.ts';
import { fillLists } from '../apps/bff/test/lists/large-lists.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';
import { startBarePage } from './vitals/bare-page.ts';
import { loadOnce, type FirstSight } from './vitals/first-sight.ts';
import {
  interact,
  moveRows,
  prepareLiveList,
  showTasks,
} from './vitals/live-list.ts';

/** What a person feels of the pages: argument 1 how many rounds of first loads, argument 2 how many tasks are listed. */
const ROUNDS = Number(process.argv[2] ?? 7);
const TASKS = Number(process.argv[3] ?? 10_000);
const ROWS = 50;
const EVERY_MS = 50;
const SLOWER = 4;
const GOAL = {
  lcp: 1.5,
  cls: 0.02,
  requests: 16,
  inpMs: 50,
  /** Of 16.7 ms. */
  frame: 1.3,
} as const;

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const median = (values: readonly number[]): number => quantile(values, 0.5);

/** First loads of the home page and of the bare one, by turns. */
async function measureFirstSight(
  browser: Browser,
  product: Product,
  signedIn: SignedIn,
  bareUrl: string,
) {
  const storageState = await signedIn('reviewer');
  const home = (slower = 1) =>
    loadOnce(browser, `${product.url}/`, { storageState }, slower);
  const bare = (slower = 1) => loadOnce(browser, bareUrl, {}, slower);
  await home();
  await bare();
  const homes: FirstSight[] = [];
  const bares: FirstSight[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bares.push(await bare());
    homes.push(await home());
  }
  return {
    homes,
    bares,
    slowHome: await home(SLOWER),
    slowBare: await bare(SLOWER),
    signIn: await loadOnce(browser, `${product.url}/sign-in`, {}),
  };
}

interface Felt {
  shown: number;
  nodes: number;
  /** Slowest interaction; Event Timing has steps of 8 ms. */
  inpMs: number;
  frameP95Ms: number;
}

/** A list that long while rows of it change, felt by somebody who types and opens menus. */
async function measureLiveList(
  browser: Browser,
  product: Product,
  signedIn: SignedIn,
  ids: readonly string[],
  options: {
    drawsEveryRow: boolean;
    times: number;
    tasks: number;
    slower?: number;
  },
): Promise<Felt> {
  const context = await browser.newContext({
    baseURL: product.url,
    viewport: { width: 1440, height: 900 },
    storageState: await signedIn('reviewer'),
  });
  const page = await context.newPage();
  await prepareLiveList(page, options.drawsEveryRow);
  const shown = await showTasks(page, options.tasks);
  if (options.slower !== undefined) {
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', {
      rate: options.slower,
    });
  }
  await moveRows(page, ids, ROWS, EVERY_MS);
  await page.waitForTimeout(1_000);
  const gaps = await page.evaluate<number[]>('globalThis.framesFor(3000)');
  const [inpMs = 0] = await interact(page, options.times);
  const nodes = await page.evaluate<number>(
    `document.querySelectorAll('*').length`,
  );
  await context.close();
  return { shown, nodes, inpMs, frameP95Ms: quantile(gaps, 0.95) };
}

const bare = await startBarePage();
const product = await startProduct();
const browser = await chromium.launch({
  executablePath: process.env['KEYWARD_CHROMIUM'] ?? '/usr/bin/chromium',
});
try {
  const signedIn = rememberSessions(request, product.url);
  const first = await measureFirstSight(browser, product, signedIn, bare.url);
  const database = connectDatabase(embeddedUrl(product.dataDir));
  await fillLists(database.db, Math.ceil(TASKS * 1.05));
  const newest = await database.db
    .selectFrom('task')
    .select('id')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(ROWS * 2)
    .execute();
  await database.close();
  const ids = newest.map(({ id }) => id);
  const live = (options: Parameters<typeof measureLiveList>[4]) =>
    measureLiveList(browser, product, signedIn, ids, options);
  const felt = await live({ drawsEveryRow: false, times: 12, tasks: TASKS });
  const slow = await live({
    drawsEveryRow: false,
    times: 6,
    tasks: TASKS,
    slower: SLOWER,
  });
  const bad = await live({
    drawsEveryRow: true,
    times: 2,
    tasks: TASKS / 5,
  });

  const ratios = first.homes.map(
    ({ lcpMs }, index) => lcpMs / (first.bares[index]?.lcpMs ?? Number.NaN),
  );
  const cls = Math.max(...first.homes.map((each) => each.cls));
  const requests = Math.max(...first.homes.map((each) => each.requests));
  await report({
    bench: 'vitals',
    says: `First loads with nothing in any cache, home page of a reviewer and bare page by turns (${String(ROUNDS)} rounds), and a list of ${felt.shown.toLocaleString('en')} tasks in which ${String(ROWS)} rows at its top change every ${String(EVERY_MS)} ms while somebody opens menus and types; the slowest interaction counts, and Event Timing has steps of 8 ms. Control: a page of React and six lines of text from a bare server. Known to be bad: the same list with a fifth of the tasks, each row drawn.`,
    figures: [
      {
        what: 'largest paint of the bare page (control)',
        value: ms(median(first.bares.map((each) => each.lcpMs))),
      },
      {
        what: 'largest paint, home page / bare page',
        value: `${ratioText(ratios)}, ${ms(median(first.homes.map((each) => each.lcpMs)))}`,
        goal: `≤ ${String(GOAL.lcp)}x`,
        isMet: median(ratios) <= GOAL.lcp,
      },
      {
        what: `the same, processor slowed ${String(SLOWER)} times`,
        value: `${(first.slowHome.lcpMs / first.slowBare.lcpMs).toFixed(2)}x, ${ms(first.slowHome.lcpMs)} and ${ms(first.slowBare.lcpMs)}`,
      },
      {
        what: 'layout shift of the home page, the worst',
        value: cls.toFixed(3),
        goal: `≤ ${String(GOAL.cls)}`,
        isMet: cls <= GOAL.cls,
      },
      {
        what: 'requests of the first route, event stream included',
        value: `home ${String(requests)}, sign-in ${String(first.signIn.requests)}`,
        goal: `≤ ${String(GOAL.requests)}`,
        isMet: requests <= GOAL.requests,
      },
      {
        what: 'slowest interaction in the live list (INP)',
        value: `${ms(felt.inpMs)}, ${String(felt.nodes)} elements`,
        goal: `≤ ${ms(GOAL.inpMs)}`,
        isMet: felt.inpMs <= GOAL.inpMs,
      },
      {
        what: 'time between frames of the live list, p95',
        value: `${felt.frameP95Ms.toFixed(1)} ms`,
        goal: `≤ ${String(GOAL.frame)}x of 16.7 ms`,
        isMet: felt.frameP95Ms <= GOAL.frame * 16.7,
      },
      {
        what: `slowest interaction, processor slowed ${String(SLOWER)} times`,
        value: `${ms(slow.inpMs)}, frames p95 ${slow.frameP95Ms.toFixed(0)} ms`,
      },
      {
        what: `slowest interaction with all of ${bad.shown.toLocaleString('en')} rows drawn (known to be bad)`,
        value: `${ms(bad.inpMs)}, ${String(bad.nodes)} elements, frames p95 ${bad.frameP95Ms.toFixed(0)} ms`,
      },
    ],
  });
} finally {
  await browser.close();
  await product.stop();
  await bare.stop();
}
