import { connectDatabase, migrate } from '@keyward/database';
import { taskInfo } from '@keyward/vcenter-client/wire';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent } from 'undici';
import { z } from 'zod';

import { openPolledConsole } from '../apps/bff/test/polling/polling-stage.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';
import { startScratchPostgres } from './measure/scratch-postgres.ts';

/** Following many tasks of one target. Argument 1: how many; 2: rounds; 3: seconds of a round. */
const TASKS = Number(process.argv[2] ?? 1_000);
const ROUNDS = Number(process.argv[3] ?? 5);
const ROUND_MS = Number(process.argv[4] ?? 8) * 1_000;
const FOLLOWERS_EACH = 3;
const CONTROL_EACH_MS = 2_000;
const GOAL_CALLS = 1 / 250;
const GOAL_LAG_MS = 500;
const GOAL_CPU = 0.15;
const SWEEPS = 6;
const SETTLE_MS = 2_000;

const hello = z.object({
  port: z.number(),
  sha256: z.string(),
  certificatePem: z.string(),
});
const told = z.object({
  calls: z.number(),
  ended: z.record(z.string(), z.number()),
});

const child = fork(new URL('measure/task-target.ts', import.meta.url));
const answerOf = async (message: object): Promise<unknown> => {
  const answered = once(child, 'message');
  child.send(message);
  return (await answered)[0];
};
const target = hello.parse((await once(child, 'message'))[0]);
const postgres = await startScratchPostgres();
const url = await postgres.create('bench_poll');
const database = connectDatabase(url);
await migrate(database.db);
await database.close();
const console_ = await openPolledConsole(url, {
  port: target.port,
  identity: target,
});
const ids = Array.from(
  { length: TASKS },
  (_, each) => `task-${String(each)}:com.vmware.cis`,
);

/** Whoever sees a task end follows one of these from then on, so that as many run as at the beginning. */
const spare = Array.from(
  { length: TASKS },
  (_, each) => `spare-${String(each)}:com.vmware.cis`,
);

interface Round {
  calls: number;
  lagsMs: number[];
  cpuMs: number;
}

/** Runs one way of following for a round. `follow` begins it, tells of ends, and returns how it stops. */
async function round(
  follow: (onDone: (id: string) => string | undefined) => () => Promise<void>,
): Promise<Round> {
  await answerOf({ start: ids, spare, endWithinMs: ROUND_MS - 1_000 });
  const seenAt = new Map<string, number>();
  const left = [...spare];
  const before = process.cpuUsage();
  const stop = follow((id) => {
    if (seenAt.has(id)) return undefined;
    seenAt.set(id, Date.now());
    return left.pop();
  });
  // How following begins is not what is measured.
  await wait(SETTLE_MS);
  await answerOf({ forgetCalls: true });
  await wait(ROUND_MS);
  const { calls, ended } = told.parse(await answerOf({ tell: true }));
  const { user, system } = process.cpuUsage(before);
  await stop();
  const lagsMs = Object.entries(ended).flatMap(([id, at]) => {
    const seen = seenAt.get(id);
    return seen === undefined ? [] : [Math.max(0, seen - at)];
  });
  return { calls, lagsMs, cpuMs: (user + system) / 1_000 };
}

const replica = console_.replica('bench');

/** The console's own way, with several who follow each task. */
function byPoller(
  onDone: (id: string) => string | undefined,
): () => Promise<void> {
  const stops = new Set<() => void>();
  const follow = (id: string): void => {
    const mine = Array.from({ length: FOLLOWERS_EACH }, () => {
      const stop = replica.poller.watch(
        console_.connectionId,
        id,
        (sighting) => {
          if (sighting.seen !== 'task') return;
          if (sighting.work.state !== 'succeeded') return;
          for (const each of mine) each();
          const next = onDone(id);
          if (next !== undefined) follow(next);
        },
      );
      stops.add(stop);
      return stop;
    });
  };
  for (const id of ids) follow(id);
  return async () => {
    for (const stop of stops) stop();
    await wait(200);
  };
}

const agent = new Agent({
  connections: 32,
  pipelining: 1,
  connect: {
    ca: target.certificatePem,
    servername: '',
    checkServerIdentity: () => undefined,
  },
});

async function get(id: string): Promise<z.infer<typeof taskInfo>> {
  const { body } = await agent.request({
    origin: `https://127.0.0.1:${String(target.port)}`,
    path: `/api/cis/tasks/${encodeURIComponent(id)}`,
    method: 'GET',
  });
  return taskInfo.parse(await body.json());
}

/** A timer for each task and each who follows it. */
function byTimers(followers: number) {
  return (
    onDone: (id: string) => string | undefined,
  ): (() => Promise<void>) => {
    let isOver = false;
    const follow = async (first: string, phase: number): Promise<void> => {
      // Spread evenly, as tasks begin at different times.
      await wait(phase * CONTROL_EACH_MS);
      let id: string | undefined = first;
      while (!isOver && id !== undefined) {
        const startedAt = performance.now();
        const { status } = await get(id);
        if (status === 'SUCCEEDED') id = onDone(id);
        const took = performance.now() - startedAt;
        await wait(Math.max(0, CONTROL_EACH_MS - took));
      }
    };
    const loops = ids.flatMap((id, index) =>
      Array.from({ length: followers }, (_, follower) =>
        follow(id, (index / TASKS + follower / followers) % 1),
      ),
    );
    return async () => {
      isOver = true;
      await Promise.all(loops);
    };
  };
}

/** CPU of one look at all tasks, ms; the look is repeated so that it can be measured. */
async function sweepCpuMs(look: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) await look();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / SWEEPS;
}

async function lookByGets(): Promise<void> {
  await Promise.all(ids.map(get));
}

try {
  const poller: Round[] = [];
  const timers: Round[] = [];
  const bad: Round[] = [];
  const sweeps = { list: [] as number[], gets: [] as number[] };
  const trips: number[] = [];
  const connected = await replica.clients.open(console_.connectionId);
  const lookByList = async (): Promise<void> => {
    if (connected.system !== 'vcenter') throw new Error('Not a vCenter.');
    const startedAt = performance.now();
    await connected.client.tasks.listTasks(ids);
    trips.push(performance.now() - startedAt);
  };
  await answerOf({ start: ids, spare, endWithinMs: 1e9 });
  await sweepCpuMs(lookByList);
  await sweepCpuMs(lookByGets);
  for (let each = 0; each < ROUNDS; each += 1) {
    poller.push(await round(byPoller));
    timers.push(await round(byTimers(1)));
    if (each < 2) bad.push(await round(byTimers(2)));
    await answerOf({ start: ids, spare, endWithinMs: 1e9 });
    sweeps.list.push(await sweepCpuMs(lookByList));
    sweeps.gets.push(await sweepCpuMs(lookByGets));
  }
  const over = (
    subject: readonly number[],
    control: readonly number[],
  ): number[] =>
    subject.map((value, index) => value / (control[index] ?? Number.NaN));
  const calls = over(
    poller.map((r) => r.calls),
    timers.map((r) => r.calls),
  );
  const badCalls = over(
    bad.map((r) => r.calls),
    timers.map((r) => r.calls),
  );
  const cpu = over(sweeps.list, sweeps.gets);
  const lagOf = (rounds: Round[], share: number): number =>
    quantile(
      rounds.flatMap((r) => r.lagsMs),
      share,
    );
  const rttMs = quantile(trips, 0.5);
  const lag = lagOf(poller, 0.95);
  const once1 = (values: number[]): string =>
    `1/${(1 / quantile(values, 0.5)).toFixed(0)}`;
  await report({
    bench: 'poll',
    says: `${String(TASKS)} tasks of one vCenter at 5 ms, each followed by ${String(FOLLOWERS_EACH)}, half of them ending within the round (${String(ROUNDS)} rounds of ${String(ROUND_MS / 1_000)} s by turns). Control: a GET every ${String(CONTROL_EACH_MS / 1_000)} s for each task, on 32 connections. Known to be bad: the same for each of two who follow.`,
    figures: [
      {
        what: 'calls of the poller / calls of the control',
        value: `${once1(calls)}, ${String(
          quantile(
            poller.map((r) => r.calls),
            0.5,
          ),
        )} calls a round`,
        goal: '≤ 1/250',
        isMet: quantile(calls, 0.5) <= GOAL_CALLS,
      },
      {
        what: 'from the end at the target to who follows, p95',
        value: `${lag.toFixed(0)} ms (control ${lagOf(timers, 0.95).toFixed(0)} ms)`,
        goal: `≤ ${String(GOAL_LAG_MS)} ms + one round trip of ${rttMs.toFixed(0)} ms`,
        isMet: lag <= GOAL_LAG_MS + rttMs,
      },
      {
        what: 'CPU of one look at all, list / single GETs on 32 connections',
        value: `${ratioText(cpu)}, ${quantile(sweeps.list, 0.5).toFixed(0)} ms`,
        goal: `≤ ${String(GOAL_CPU)}x`,
        isMet: quantile(cpu, 0.5) <= GOAL_CPU,
      },
      {
        what: 'CPU of a whole round, poller / control',
        value: ratioText(
          over(
            poller.map((r) => r.cpuMs),
            timers.map((r) => r.cpuMs),
          ),
        ),
      },
      {
        what: 'a timer for each who follows (known to be bad) / control, calls',
        value: ratioText(badCalls),
      },
    ],
  });
} finally {
  await console_.close();
  await agent.destroy();
  await postgres.stop();
  child.disconnect();
}
