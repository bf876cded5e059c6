import { startFanout } from './measure/fanout.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';
import { startScratchPostgres } from './measure/scratch-postgres.ts';

/** Memory of the server for one quiet reader: argument 1 how many readers, argument 2 how many rounds. */
const READERS = Number(process.argv[2] ?? 5_000);
const ROUNDS = Number(process.argv[3] ?? 5);
const WARM_UP = 500;
const AT_ONCE = 250;
const GOAL_KB = 16;
const GOAL = 1.25;

type Variant = 'held' | 'hub' | 'better-sse';

const postgres = await startScratchPostgres();

/** A process of its own each time: what a process once had it rarely gives back. @returns kB a reader */
async function measure(variant: Variant, round: number): Promise<number> {
  const name = `bench_${variant.replace('-', '_')}_${String(round)}`;
  const fanout = await startFanout({
    variant,
    url: await postgres.create(name),
  });
  try {
    // What the first readers make the process load is not theirs.
    await fanout.connect(WARM_UP);
    const before = await fanout.residentBytes();
    for (let opened = 0; opened < READERS; opened += AT_ONCE) {
      await fanout.connect(Math.min(AT_ONCE, READERS - opened));
    }
    return ((await fanout.residentBytes()) - before) / READERS / 1_000;
  } finally {
    await fanout.stop();
  }
}

try {
  const kb: Record<Variant, number[]> = {
    held: [],
    hub: [],
    'better-sse': [],
  };
  const variants = ['held', 'hub', 'better-sse'] as const;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const variant of variants) {
      kb[variant].push(await measure(variant, round));
    }
  }
  const over = (subject: number[]): number[] =>
    subject.map((value, index) => value / (kb.held[index] ?? Number.NaN));
  const show = (values: number[]): string =>
    `${quantile(values, 0.5).toFixed(1)} kB`;
  await report({
    bench: 'sse-memory',
    says: `Resident memory of the server for each of ${String(READERS)} readers that wait, after a collection (${String(ROUNDS)} rounds, a process of its own each). Control: answers of node:http that are left open. Known to be bad: better-sse.`,
    figures: [
      { what: 'open answers of node:http (control)', value: show(kb.held) },
      {
        what: 'event hub, a reader',
        value: show(kb.hub),
        goal: `≤ ${String(GOAL_KB)} kB`,
        isMet: quantile(kb.hub, 0.5) <= GOAL_KB,
      },
      {
        what: 'event hub / control',
        value: ratioText(over(kb.hub)),
        goal: `≤ ${String(GOAL)}x`,
        isMet: quantile(over(kb.hub), 0.5) <= GOAL,
      },
      {
        what: 'better-sse (known to be bad) / control',
        value: `${ratioText(over(kb['better-sse']))}, ${show(kb['better-sse'])}`,
      },
    ],
  });
} finally {
  await postgres.stop();
}
