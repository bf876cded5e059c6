import { taskEvent } from '../apps/bff/test/live/write-events.ts';
import { EVENT, type Fanout, startFanout } from './measure/fanout.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';
import { startScratchPostgres } from './measure/scratch-postgres.ts';

/** Readers that take nothing among many that do: argument 1 how many in all, argument 2 how many rounds. */
const READERS = Number(process.argv[2] ?? 1_000);
const ROUNDS = Number(process.argv[3] ?? 7);
const STALLED_SHARE = 0.05;
const EVENTS = 60;
const WARM_UP = 40;
const LARGE = taskEvent('x'.repeat(20_000));
const MOST_LARGE = 800;
const GOAL = 1.2;
const GOAL_KB = 64;

const STALL_MS = 3_600_000;
const stalledCount = Math.round(READERS * STALLED_SHARE);

const postgres = await startScratchPostgres();
const start = async (name: string, maxBufferedBytes?: number) =>
  startFanout({
    variant: 'hub',
    url: await postgres.create(name),
    hub: {
      stallMs: STALL_MS,
      ...(maxBufferedBytes === undefined ? {} : { maxBufferedBytes }),
    },
  });

/** Takes the last readers' hands off their streams, and sends until their queues are full. */
async function stallSome(fanout: Fanout, isFull: () => Promise<boolean>) {
  for (const reader of fanout.readers.splice(-stalledCount)) reader.stall();
  let sent = 0;
  do {
    for (let each = 0; each < 20; each += 1) await hear(fanout, LARGE);
    sent += 20;
  } while (sent < MOST_LARGE && !(await isFull()));
}

/** Commits one event. @returns how long each reader waited for it, in milliseconds */
async function hear(fanout: Fanout, event = EVENT): Promise<number[]> {
  const next = (fanoutSeq.get(fanout) ?? 0) + 1;
  fanoutSeq.set(fanout, next);
  let began = 0;
  const all = Promise.all(
    fanout.readers.map(async (reader) => {
      await reader.hears(next);
      return performance.now() - began;
    }),
  );
  began = performance.now();
  await fanout.write([event]);
  return all;
}
const fanoutSeq = new Map<Fanout, number>();

async function p99(fanout: Fanout, events: number): Promise<number> {
  const waited: number[] = [];
  for (let each = 0; each < events; each += 1) {
    waited.push(...(await hear(fanout)));
  }
  return quantile(waited, 0.99);
}

const control = await start('bench_healthy');
const subject = await start('bench_stalled');
const bad = await start('bench_unbounded', Number.MAX_SAFE_INTEGER);
const all = [control, subject, bad];
try {
  await control.connect(READERS - stalledCount);
  // The bad one shows what a queue without a bound holds; a few readers are enough for that.
  await bad.connect(stalledCount + 10);
  await subject.connect(READERS);
  await stallSome(
    subject,
    async () => (await subject.facts()).catchingUp === stalledCount,
  );
  await stallSome(
    bad,
    async () => (await bad.facts()).mostQueued > 1024 * 1024,
  );
  for (const each of [control, subject]) await p99(each, WARM_UP);
  const ms: Record<'healthy' | 'stalled', number[]> = {
    healthy: [],
    stalled: [],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    ms.healthy.push(await p99(control, EVENTS));
    ms.stalled.push(await p99(subject, EVENTS));
  }
  const ratios = ms.stalled.map(
    (value, index) => value / (ms.healthy[index] ?? Number.NaN),
  );
  const { mostQueued, catchingUp } = await subject.facts();
  const unbounded = await bad.facts();
  const kb = (bytes: number): string => `${(bytes / 1024).toFixed(0)} kB`;
  const show = (values: number[]): string =>
    `${quantile(values, 0.5).toFixed(1)} ms`;
  await report({
    bench: 'sse-slow',
    says: `From the commit of an event to the last but one in a hundred of ${String(READERS - stalledCount)} healthy readers, with ${String(stalledCount)} more who take nothing and whose queues are full (${String(ROUNDS)} rounds by turns of ${String(EVENTS)} events). Control: the same without the stalled ones. Known to be bad: a queue without a bound.`,
    figures: [
      {
        what: 'p99 without stalled readers (control)',
        value: show(ms.healthy),
      },
      {
        what: 'p99 with stalled readers / control',
        value: `${ratioText(ratios)}, ${show(ms.stalled)}`,
        goal: `≤ ${String(GOAL)}x`,
        isMet: quantile(ratios, 0.5) <= GOAL,
      },
      {
        what: 'stalled readers that wait for the table',
        value: `${String(catchingUp)} of ${String(stalledCount)}`,
        goal: 'all',
        isMet: catchingUp === stalledCount,
      },
      {
        what: 'longest queue in the process',
        value: kb(mostQueued),
        goal: `≤ ${String(GOAL_KB)} kB`,
        // A comment of a few bytes marks the end of the queue.
        isMet: mostQueued <= GOAL_KB * 1024 + 64,
      },
      {
        what: 'longest queue without a bound (known to be bad)',
        value: kb(unbounded.mostQueued),
      },
    ],
  });
} finally {
  await Promise.all(all.map((each) => each.stop()));
  await postgres.stop();
}
