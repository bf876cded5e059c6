import { startFanout } from './measure/fanout.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';
import { startScratchPostgres } from './measure/scratch-postgres.ts';

/** Ten events in a frame of 100 ms: argument 1 how many readers, argument 2 how many rounds. */
const READERS = Number(process.argv[2] ?? 1_000);
const ROUNDS = Number(process.argv[3] ?? 7);
const AT_ONCE = 10;
const FRAME_MS = 100;
const FRAMES = 30;
const WARM_UP = 20;
const GOAL = READERS > 1_000 ? 0.15 : 0.12;
const GOAL_TO_BAD = 1 / 20;

const postgres = await startScratchPostgres();
const start = async (
  variant: 'bare' | 'bare-frames' | 'hub' | 'better-sse',
) => {
  const url = await postgres.create(`bench_${variant.replace('-', '_')}`);
  return startFanout({ variant, url, hub: { frameMs: FRAME_MS } });
};
const [bare, least, hub, bad] = [
  await start('bare'),
  await start('bare-frames'),
  await start('hub'),
  await start('better-sse'),
];
const all = [bare, least, hub, bad];
try {
  for (const each of all) await each.connect(READERS);
  for (const each of all) await each.run(WARM_UP, AT_ONCE, FRAME_MS);
  const us: Record<'bare' | 'least' | 'hub' | 'bad', number[]> = {
    bare: [],
    least: [],
    hub: [],
    bad: [],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    us.bare.push(await bare.run(FRAMES, AT_ONCE, FRAME_MS));
    us.least.push(await least.run(FRAMES, AT_ONCE, FRAME_MS));
    us.hub.push(await hub.run(FRAMES, AT_ONCE, FRAME_MS));
    us.bad.push(await bad.run(FRAMES, AT_ONCE, FRAME_MS));
  }
  const over = (subject: number[], control: number[]): number[] =>
    subject.map((value, index) => value / (control[index] ?? Number.NaN));
  const toBare = over(us.hub, us.bare);
  const badToHub = over(us.bad, us.hub);
  const show = (values: number[]): string =>
    `${quantile(values, 0.5).toFixed(2)} µs`;
  await report({
    bench: 'sse-coalesce',
    says: `Processor time of the server for one of ${String(AT_ONCE)} events within ${String(FRAME_MS)} ms to one of ${String(READERS)} readers (${String(ROUNDS)} rounds by turns of ${String(FRAMES)} such frames, none of the events left out). Control: each event written by itself to bare sockets; beside it the least that one frame of all ten can cost. Known to be bad: better-sse.`,
    figures: [
      { what: 'bare sockets, event by event (control)', value: show(us.bare) },
      {
        what: 'event hub / bare sockets',
        value: `${ratioText(toBare)}, ${show(us.hub)}`,
        goal: `≤ ${String(GOAL)}x`,
        isMet: quantile(toBare, 0.5) <= GOAL,
      },
      {
        what: 'bare sockets, ready bytes of all ten at once / event by event',
        value: `${ratioText(over(us.least, us.bare))}, ${show(us.least)}`,
      },
      {
        what: 'event hub / ready bytes of all ten at once',
        value: ratioText(over(us.hub, us.least)),
      },
      {
        what: 'better-sse (known to be bad) / event hub',
        value: `${ratioText(badToHub)}, ${show(us.bad)}`,
        goal: `≥ ${String(1 / GOAL_TO_BAD)}x`,
        isMet: quantile(badToHub, 0.5) >= 1 / GOAL_TO_BAD,
      },
    ],
  });
} finally {
  await Promise.all(all.map((each) => each.stop()));
  await postgres.stop();
}
