import { request } from '@playwright/test';
import { setTimeout as delay } from 'node:timers/promises';

import { rememberSessions } from '../apps/e2e/people/signed-in.ts';
import { embeddedServer } from '../apps/e2e/product/database.ts';
import { freePort } from '../apps/e2e/product/free-port.ts';
import { startChild } from '../apps/e2e/product/managed-child.ts';
import { startProduct } from '../apps/e2e/product/start-product.ts';
import {
  cpuSeconds,
  familyOf,
  proportionalBytes,
  residentBytes,
} from './measure/processes.ts';

const SETTLE_MS = 20_000;
const WATCHED_MS = Number(process.argv[2] ?? 60) * 1000;
const GOALS = { bffMb: 150, postgresMb: 100, cpuShare: 0.01 } as const;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Opens an event stream and reads whatever comes, until the process ends. */
async function openStream(url: string, cookie: string): Promise<void> {
  const response = await fetch(url, { headers: { Cookie: cookie } });
  if (!response.ok || response.body === null) {
    throw new Error(`${url} answers ${String(response.status)}.`);
  }
  void response.body.pipeTo(new WritableStream()).catch(() => undefined);
}

const product = await startProduct();
const barePort = await freePort();
const bare = startChild({
  name: 'bare server',
  script: 'bench/measure/bare-server.ts',
  args: [String(barePort)],
});
try {
  await bare.line('bare server ready', 10_000);
  await openStream(`http://127.0.0.1:${String(barePort)}/events`, '');
  const { cookies } = await rememberSessions(request, product.url)('helpdesk');
  await openStream(
    `${product.url}/api/events`,
    cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
  );
  await delay(SETTLE_MS);

  const bff = product.bff().pid;
  const postgres = embeddedServer(product.dataDir).pid;
  const cpuOf = (): { bff: number; postgres: number; bare: number } => ({
    bff: cpuSeconds(bff),
    postgres: sum(familyOf(postgres).map(cpuSeconds)),
    bare: cpuSeconds(bare.pid),
  });
  const before = cpuOf();
  const begin = performance.now();
  await delay(WATCHED_MS);
  const seconds = (performance.now() - begin) / 1000;
  const after = cpuOf();

  const megabytes = (bytes: number): number => bytes / 1_000_000;
  const bffMb = megabytes(residentBytes(bff));
  const bareMb = megabytes(residentBytes(bare.pid));
  const family = familyOf(postgres);
  const postgresMb = megabytes(sum(family.map(proportionalBytes)));
  const share = (name: keyof typeof before): number =>
    (after[name] - before[name]) / seconds;
  const cpu = share('bff') + share('postgres');
  const percent = (value: number): string => `${(value * 100).toFixed(2)} %`;

  console.log(
    `Idle for ${seconds.toFixed(0)} s with one open stream and nothing running`,
  );
  console.log(
    `bare Node server (control)   RSS ${bareMb.toFixed(1)} MB   CPU ${percent(share('bare'))} of a core`,
  );
  console.log(
    `BFF                          RSS ${bffMb.toFixed(1)} MB   CPU ${percent(share('bff'))}   ratio to control ${(bffMb / bareMb).toFixed(2)}   to goal ${(bffMb / GOALS.bffMb).toFixed(2)}`,
  );
  console.log(
    `PostgreSQL, ${String(family.length)} processes     PSS ${postgresMb.toFixed(1)} MB   CPU ${percent(share('postgres'))}   ratio to goal ${(postgresMb / GOALS.postgresMb).toFixed(2)}`,
  );
  console.log(
    `CPU of both ${percent(cpu)} of a core, ratio to goal ${(cpu / GOALS.cpuShare).toFixed(2)}`,
  );
  const isGood =
    bffMb <= GOALS.bffMb &&
    postgresMb <= GOALS.postgresMb &&
    cpu <= GOALS.cpuShare;
  console.log(isGood ? 'Within the goals.' : 'A goal is missed.');
  process.exitCode = isGood ? 0 : 1;
} finally {
  await bare.stop(2_000);
  await product.stop();
}
