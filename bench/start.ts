import { removeEmbeddedPostgres } from '@keyward/database/embedded';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { freePort } from '../apps/e2e/product/free-port.ts';
import {
  startChild,
  type ManagedChild,
} from '../apps/e2e/product/managed-child.ts';
import { pairedRatio, quantile } from './measure/quantiles.ts';

const LATER_STARTS = 5;
const GOAL_MS = 4_000;
const READY_WITHIN_MS = 120_000;

/** Milliseconds until the address answers well, asked every 20 ms. */
async function untilAnswers(url: string, begin: number): Promise<number> {
  while (performance.now() - begin < READY_WITHIN_MS) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok === true) return performance.now() - begin;
    await delay(20);
  }
  throw new Error(`${url} did not answer in time.`);
}

async function measure(
  start: () => ManagedChild,
  url: string,
): Promise<number> {
  const begin = performance.now();
  const child = start();
  const early = child.ended.then((how): never => {
    throw new Error(`It ${how} early:\n${child.output()}`);
  });
  early.catch(() => undefined);
  try {
    return await Promise.race([untilAnswers(url, begin), early]);
  } finally {
    await child.stop(30_000);
  }
}

const dataDir = mkdtempSync(join(tmpdir(), 'keyward-bench-start-'));
chmodSync(dataDir, 0o711);
const [port, barePort] = [await freePort(), await freePort()];
/** The same program as `npm start`, without npm in between. */
const product = (): ManagedChild =>
  startChild({
    name: 'npm start',
    script: 'packages/tooling/bin/keyward.mjs',
    args: ['start'],
    env: { PORT: String(port), KEYWARD_DATA_DIR: dataDir },
  });
const bare = (): ManagedChild =>
  startChild({
    name: 'bare server',
    script: 'bench/measure/bare-server.ts',
    args: [String(barePort)],
  });
const readyUrl = `http://127.0.0.1:${String(port)}/readyz`;
const bareUrl = `http://127.0.0.1:${String(barePort)}/`;
try {
  const first = await measure(product, readyUrl);
  const later: number[] = [];
  const control: number[] = [];
  for (let run = 0; run < LATER_STARTS; run += 1) {
    control.push(await measure(bare, bareUrl));
    later.push(await measure(product, readyUrl));
  }
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
  const median = quantile(later, 0.5);
  console.log(
    `first start, with the build there    ${seconds(first)} (empty data directory)`,
  );
  console.log(
    `bare Node server (control)           median ${seconds(quantile(control, 0.5))}`,
  );
  console.log(
    `later start until /readyz            median ${seconds(median)}   worst ${seconds(Math.max(...later))} of ${String(LATER_STARTS)}`,
  );
  console.log(
    `ratio to the control, median of pairs: ${pairedRatio(later, control).toFixed(1)}`,
  );
  console.log(
    `ratio of the median to the goal of 4 s: ${(median / GOAL_MS).toFixed(2)}`,
  );
  process.exitCode = median <= GOAL_MS ? 0 : 1;
} finally {
  await removeEmbeddedPostgres(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
}
