import { FRAME_BYTES, startFanout } from './measure/fanout.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';
import { startScratchPostgres } from './measure/scratch-postgres.ts';

/** CPU of the server for one event to one reader, each event by itself: argument 1 how many readers. */
const READERS = Number(process.argv[2] ?? 1_000);
const EVENTS = 200;
const WARM_UP = 100;
const ROUNDS = Number(process.argv[3] ?? 7);
const GOAL = 1.15;
const GOAL_TO_BAD = 0.5;

const postgres = await startScratchPostgres();
const start = async (variant: 'bare' | 'hub' | 'better-sse') => {
  const url = await postgres.create(`bench_${variant.replace('-', '_')}`);
  return startFanout({ variant, url });
};
const [bare, hub, bad] = [
  await start('bare'),
  await start('hub'),
  await start('better-sse'),
];
const all = [bare, hub, bad];
try {
  for (const each of all) await each.connect(READERS);
  for (const each of all) await each.run(WARM_UP);
  const us: Record<'bare' | 'hub' | 'bad', number[]> = {
    bare: [],
    hub: [],
    bad: [],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    us.bare.push(await bare.run(EVENTS));
    us.hub.push(await hub.run(EVENTS));
    us.bad.push(await bad.run(EVENTS));
  }
  const over = (subject: number[], control: number[]): number[] =>
    subject.map((value, index) => value / (control[index] ?? Number.NaN));
  const toBare = over(us.hub, us.bare);
  const toBad = over(us.hub, us.bad);
  const badToBare = over(us.bad, us.bare);
  const show = (values: number[]): string =>
    `${quantile(values, 0.5).toFixed(2)} µs`;
  await report({
    bench: 'sse',
    says: `Processor time of the server for one event of ${String(FRAME_BYTES)} bytes to one of ${String(READERS)} readers, each event read from the table and written by itself (${String(ROUNDS)} rounds by turns of ${String(EVENTS)} events, each after everybody has the last). Control: ready bytes written to bare sockets at the same notification. Known to be bad: better-sse.`,
    figures: [
      { what: 'bare sockets (control)', value: show(us.bare) },
      {
        what: 'event hub / bare sockets',
        value: `${ratioText(toBare)}, ${show(us.hub)}`,
        goal: `≤ ${String(GOAL)}x`,
        isMet: quantile(toBare, 0.5) <= GOAL,
      },
      {
        what: 'event hub / better-sse',
        value: ratioText(toBad),
        goal: `≤ ${String(GOAL_TO_BAD)}x`,
        isMet: quantile(toBad, 0.5) <= GOAL_TO_BAD,
      },
      {
        what: 'better-sse (known to be bad) / bare sockets',
        value: `${ratioText(badToBare)}, ${show(us.bad)}`,
      },
    ],
  });
} finally {
  await Promise.all(all.map((each) => each.stop()));
  await postgres.stop();
}
