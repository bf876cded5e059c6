import { type APIRequestContext, request } from '@playwright/test';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { consoleApi, type ConsoleApi } from '../apps/e2e/people/console-api.ts';
import {
  DEMO_PASSWORD,
  rememberSessions,
  type Username,
} from '../apps/e2e/people/signed-in.ts';
import { freePort } from '../apps/e2e/product/free-port.ts';
import { startChild } from '../apps/e2e/product/managed-child.ts';
import { startProduct } from '../apps/e2e/product/start-product.ts';
import { residentBytes } from './measure/processes.ts';
import { report } from './measure/report.ts';

/** The whole console under steady use: argument 1 for how many minutes. */
const MINUTES = Number(process.argv[2] ?? 30);
const WARM_UP_SHARE = 0.2;
const SAMPLE_MS = 2_000;
const TURN_MS = 100;
const STREAMS_EACH = 4;
/** Turns between two streams that are exchanged, and between two changes. */
const CHURN_EVERY = 3;
const CHANGE_EVERY = 100;
const PROOF_EVERY = 3_000;
/** The database's pool gives a connection back after half a minute. */
const SETTLE_MS = 35_000;
const GOAL_PERCENT = 1;
/** A pool that keeps one connection more or less is no leak. */
const SPARE_HANDLES = 3;

const PEOPLE = ['admin', 'reviewer', 'helpdesk', 'lead'] as const;
const LISTS = [
  '/api/session',
  '/api/tasks',
  '/api/changes?awaiting=me',
  '/api/operations',
  '/api/connections',
] as const;

interface Sample {
  atMs: number;
  console: number;
  bare: number;
  leaky: number;
}

type Process = Exclude<keyof Sample, 'atMs'>;

/** Growth by the line of least squares through the samples, in percent of their mean for ten minutes. */
function percentIn10Minutes(samples: readonly Sample[], name: Process): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((total, value) => total + value, 0) / values.length;
  const minutes = samples.map(({ atMs }) => atMs / 60_000);
  const bytes = samples.map((sample) => sample[name]);
  const [meanMinutes, meanBytes] = [mean(minutes), mean(bytes)];
  const above = mean(
    minutes.map(
      (minute, index) =>
        (minute - meanMinutes) * ((bytes[index] ?? 0) - meanBytes),
    ),
  );
  const below = mean(minutes.map((minute) => (minute - meanMinutes) ** 2));
  return ((above / below) * 1_000) / meanBytes;
}

const handlesOf = (pid: number): number =>
  readdirSync(`/proc/${String(pid)}/fd`).length;

async function openStream(url: string, cookie: string) {
  const end = new AbortController();
  const answer = await fetch(`${url}/api/events`, {
    headers: { Cookie: cookie },
    signal: end.signal,
  });
  if (!answer.ok) throw new Error(`A stream answers ${String(answer.status)}.`);
  void answer.body?.pipeTo(new WritableStream()).catch(() => undefined);
  return () => end.abort();
}

interface Somebody {
  context: APIRequestContext;
  cookie: string;
  api: ConsoleApi;
}

/** What is sensitive wants a proof of the last fifteen minutes; the session gets a new token with it. */
async function proveAgain(person: Somebody): Promise<void> {
  const answer = await person.api.post('/api/session/step-up', {
    password: DEMO_PASSWORD,
  });
  if (!answer.ok()) throw new Error(await answer.text());
  person.cookie = cookiesIn(await person.context.storageState());
}

function cookiesIn({
  cookies,
}: Awaited<ReturnType<APIRequestContext['storageState']>>): string {
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

async function changeSomething(
  admin: ConsoleApi,
  reviewer: ConsoleApi,
): Promise<void> {
  const { id } = await admin.submitted({
    operation: 'esx.create-native-provider',
    on: 'esx-01',
    input: {
      provider: `soak-${randomBytes(6).toString('hex')}`,
      keyId: randomUUID(),
      keyDerivationKey: randomBytes(32).toString('base64'),
    },
    reason: 'Soaked',
  });
  const answer = await reviewer.approve(id);
  if (!answer.ok()) throw new Error(await answer.text());
}

const product = await startProduct();
const startBare = async (mode: 'plain' | 'leaky') => {
  const port = await freePort();
  const child = startChild({
    name: mode,
    script: 'bench/measure/bare-server.ts',
    args: [String(port), mode],
  });
  await child.line('bare server ready', 10_000);
  return { child, url: `http://127.0.0.1:${String(port)}/` };
};
const bare = await startBare('plain');
const leaky = await startBare('leaky');
try {
  const signedIn = rememberSessions(request, product.url);
  const people = await Promise.all(
    PEOPLE.map(async (username: Username): Promise<Somebody> => {
      const storageState = await signedIn(username);
      const context = await request.newContext({ storageState });
      const cookie = cookiesIn(storageState);
      return { context, cookie, api: consoleApi(context, product.url) };
    }),
  );
  const [admin, reviewer] = people;
  if (admin === undefined || reviewer === undefined) throw new Error('Nobody.');
  const { pid } = product.bff();
  const ends: (() => void)[] = [];
  const openOne = async (turn: number): Promise<void> => {
    const person = people[turn % people.length] ?? admin;
    ends.push(await openStream(product.url, person.cookie));
  };
  const samples: Sample[] = [];
  let [requests, streams, changes] = [0, 0, 0];
  const begin = performance.now();
  const sinceMs = (): number => performance.now() - begin;

  const oneTurn = async (turn: number): Promise<void> => {
    const path = LISTS[turn % LISTS.length] ?? LISTS[0];
    await Promise.all([
      ...people.map(async ({ cookie }) =>
        (
          await fetch(`${product.url}${path}`, { headers: { Cookie: cookie } })
        ).arrayBuffer(),
      ),
      ...[bare, leaky].map(async ({ url }) => (await fetch(url)).text()),
    ]);
    requests += people.length;
    if (turn % CHURN_EVERY === 0) {
      // The oldest is of the person who gets the next one.
      ends.shift()?.();
      await openOne(streams);
      streams += 1;
    }
    if (turn > 0 && turn % PROOF_EVERY === 0) {
      await proveAgain(admin);
      await proveAgain(reviewer);
    }
    if (turn % CHANGE_EVERY === 0) {
      await changeSomething(admin.api, reviewer.api);
      changes += 1;
    }
  };

  /** Uses the console for a share of the time and lets it come to rest. @returns its open files then */
  const use = async (share: number, sees: () => void): Promise<number> => {
    const endMs = sinceMs() + MINUTES * 60_000 * share;
    for (let each = 0; each < STREAMS_EACH * people.length; each += 1) {
      await openOne(each);
    }
    for (let turn = 0; sinceMs() < endMs; turn += 1) {
      const pause = delay(TURN_MS);
      await oneTurn(turn);
      sees();
      await pause;
    }
    for (const end of ends.splice(0)) end();
    await delay(SETTLE_MS);
    return handlesOf(pid);
  };

  const handlesBefore = await use(WARM_UP_SHARE, () => undefined);
  const handlesAfter = await use(1 - WARM_UP_SHARE, () => {
    if (sinceMs() < (samples.at(-1)?.atMs ?? -SAMPLE_MS) + SAMPLE_MS) return;
    samples.push({
      atMs: sinceMs(),
      console: residentBytes(pid),
      bare: residentBytes(bare.child.pid),
      leaky: residentBytes(leaky.child.pid),
    });
  });
  // What the rest in between gave back comes again at first.
  const warm = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const slope = (name: Process): number => percentIn10Minutes(warm, name);
  const megabytes = (bytes = 0): string => `${(bytes / 1e6).toFixed(0)} MB`;
  const percent = (value: number): string => `${value.toFixed(2)} %`;
  await report({
    bench: 'soak',
    says: `The whole console for ${String(MINUTES)} minutes: ${String(requests)} requests of four people, ${String(streams)} event streams opened and left with ${String(STREAMS_EACH * people.length)} open at a time, ${String(changes)} changes submitted, approved and run. Growth of resident memory by least squares after the first fifth, in percent of the mean for ten minutes. Control: a bare Node server with the same requests. Known to be bad: the same server, keeping 4 kB of each.`,
    figures: [
      { what: 'bare server (control), growth', value: percent(slope('bare')) },
      {
        what: 'console, growth of memory in 10 minutes',
        value: `${percent(slope('console'))}, ${megabytes(warm[0]?.console)} to ${megabytes(warm.at(-1)?.console)}`,
        goal: `≤ ${String(GOAL_PERCENT)} %`,
        isMet: slope('console') <= GOAL_PERCENT,
      },
      {
        what: 'open files before and after',
        value: `${String(handlesBefore)} and ${String(handlesAfter)}`,
        goal: 'the same',
        isMet: handlesAfter <= handlesBefore + SPARE_HANDLES,
      },
      {
        what: 'server that keeps 4 kB of each request (known to be bad), growth',
        value: percent(slope('leaky')),
      },
    ],
  });
  await Promise.all(people.map(({ context }) => context.dispose()));
} finally {
  await Promise.all([bare.child.stop(2_000), leaky.child.stop(2_000)]);
  await product.stop();
}
